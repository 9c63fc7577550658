import * as tf from '@tensorflow/tfjs';

export type Inputs = Record<string, tf.Tensor>;
type Output = tf.Tensor | tf.TensorInfo | tf.Tensor[];

/** The kernel that tfjs ships under the same name. */
export type Shipped = (inputs: Record<string, tf.TensorInfo>, attrs: object) => tf.Tensor;

/**
 * Gives engines of tfjs a kernel of ours, where they have none or in the place of their own.
 *
 * @param compute must dispose of what it makes besides its output, best by tf.tidy
 */
// The attributes' type is the caller's promise: tfjs does not tell kernels' attributes apart.
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
export function setKernel<Attrs>(
  backendNames: ('wasm' | 'tensorflow' | 'cpu' | 'webgpu')[],
  kernelName: string,
  compute: (inputs: Inputs, attrs: Attrs, shipped: Shipped) => Output,
): void {
  for (const backendName of backendNames) {
    const old = tf.getKernel(kernelName, backendName) as tf.KernelConfig | undefined;
    if (old) tf.unregisterKernel(kernelName, backendName);
    const kernelFunc: tf.KernelFunc = ({ inputs, attrs }) =>
      compute(inputs as Inputs, attrs as Attrs, (...args) => runShipped(old!, ...args));
    tf.registerKernel({ ...old, kernelName, backendName, kernelFunc });
  }
}

function runShipped({ kernelFunc }: tf.KernelConfig, inputs: Record<string, tf.TensorInfo>, attrs: object): tf.Tensor {
  const output = kernelFunc({ inputs, attrs: attrs as tf.NamedAttrMap, backend: tf.backend() }) as
    tf.Tensor | tf.TensorInfo;
  return output instanceof tf.Tensor ? output : tf.engine().makeTensorFromTensorInfo(output);
}
