import * as tf from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

const backend = () => tf.backend() as BackendWasm;

/**
 * The numbers of a tensor where they lie, in the memory of the WebAssembly module. The view is good until the next
 * allocation, which may move that memory: allocate first, look then.
 */
export const view = (t: tf.TensorInfo) => backend().typedArrayFromHeap(t) as Float32Array;

/** A new float32 tensor whose memory holds whatever it held. */
export function allocate(shape: number[]): tf.Tensor {
  return tf.engine().makeTensorFromTensorInfo(backend().makeOutput(shape, 'float32'));
}

/** The kernel as tfjs ships it. */
export type Shipped = (inputs: Record<string, tf.TensorInfo>, attrs: object) => tf.TensorInfo;
type Compute<Attrs> = (inputs: Record<string, tf.Tensor>, attrs: Attrs, shipped: Shipped) => tf.Tensor | tf.TensorInfo;

/** Puts a kernel of ours where the wasm engine has none, or in the place of the one that it has. */
export function setKernel<Attrs>(kernelName: string, compute: Compute<Attrs>): void {
  const old = tf.getKernel(kernelName, 'wasm') as tf.KernelConfig | undefined;
  if (old) tf.unregisterKernel(kernelName, 'wasm');
  const shipped: Shipped = (inputs, attrs) =>
    old!.kernelFunc({ inputs, attrs: attrs as tf.NamedAttrMap, backend: backend() }) as tf.TensorInfo;
  tf.registerKernel({
    kernelName,
    backendName: 'wasm',
    ...(old?.setupFunc && { setupFunc: old.setupFunc }),
    kernelFunc: ({ inputs, attrs }) => compute(inputs as Record<string, tf.Tensor>, attrs as Attrs, shipped),
  });
}
