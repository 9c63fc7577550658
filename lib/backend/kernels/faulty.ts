import * as tf from '@tensorflow/tfjs';
import { dilation, type Dilation } from '../gradients/dilation';
import { view } from './heap';
import { setKernel } from './kernel';

interface Backend {
  makeOutput(...args: unknown[]): tf.TensorInfo;
}

/** The backend, whose new tensors are zeros. */
function clean(backend: Backend): Backend {
  const makeOutput = (...args: unknown[]) => {
    const output = backend.makeOutput(...args);
    view(output).fill(0);
    return output;
  };
  return Object.assign(Object.create(backend) as Backend, { makeOutput });
}

/** Kernels that add to what they take for zeros; what they get is memory of freed tensors. */
const UNCLEAN = ['AvgPool3DGrad', 'MaxPool3DGrad'];

/** Kernels that are wrong in ways that we do not mend: better none, so that tfjs says that it has none. */
const WRONG = ['Conv3DBackpropInputV2', 'Conv3DBackpropFilterV2', 'MaxPoolWithArgmax'];

/** Kernels of tfjs's wasm engine that give wrong numbers, silently. */
export function setFaultyKernels(): void {
  for (const name of UNCLEAN) {
    const shipped = tf.getKernel(name, 'wasm');
    tf.unregisterKernel(name, 'wasm');
    const kernelFunc: tf.KernelFunc = ({ backend, ...args }) =>
      shipped.kernelFunc({ ...args, backend: clean(backend as Backend) });
    tf.registerKernel({ ...shipped, kernelFunc });
  }
  // It writes integers, whatever it is asked for: 1 read as a float32 is 1e-45.
  setKernel<{ dtype: tf.DataType }>(['wasm'], 'OneHot', (inputs, { dtype, ...attrs }, shipped) =>
    tf.tidy(() => shipped(inputs, { ...attrs, dtype: 'int32' }).cast(dtype)),
  );
  // It starts its search for the largest number from 0, so that negative numbers come out as 0.
  setKernel<Dilation>(['wasm'], 'Dilation2D', ({ x, filter }, attrs) => tf.tidy(() => dilation([x!, filter!], attrs)));
  for (const name of WRONG) tf.unregisterKernel(name, 'wasm');
}
