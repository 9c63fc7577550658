import * as tf from '@tensorflow/tfjs';
import { setKernel } from './kernel';

/** The slope of each rectifier at x; tf.step(x, alpha) is 1 above zero and alpha below. */
const slopes: Record<string, (x: tf.Tensor, attrs: { alpha: number }) => tf.Tensor> = {
  Relu: (x) => tf.step(x),
  Relu6: (x) => tf.step(x).mul(tf.step(tf.sub(6, x))),
  LeakyRelu: (x, { alpha }) => tf.step(x, alpha),
};

/** The gradients of the rectifiers: see ../gradients/rectifiers. */
export function setRectifierKernels(): void {
  for (const [kernel, slope] of Object.entries(slopes)) {
    setKernel<{ alpha: number }>(['wasm', 'cpu', 'webgpu'], `${kernel}Grad`, ({ dy, x }, attrs) =>
      tf.tidy(() => dy!.mul(slope(x!, attrs))),
    );
  }
}
