import * as tf from '@tensorflow/tfjs';

/** The part of tfjs-backend-wasm's BackendWasm that we use. */
interface WasmBackend {
  makeOutput(shape: number[], dtype: tf.DataType): tf.TensorInfo;
  typedArrayFromHeap(t: tf.TensorInfo): tf.TypedArray;
}
const backend = () => tf.backend() as unknown as WasmBackend;

/**
 * The numbers of a tensor where they lie, in the memory of the WebAssembly module. The view is good until the next
 * allocation, which may move that memory: allocate first, look then.
 */
export const view = (t: tf.TensorInfo) => backend().typedArrayFromHeap(t) as Float32Array;

/** A new tensor whose memory holds whatever it held. */
export function allocate(shape: number[], dtype: tf.DataType = 'float32'): tf.Tensor {
  return tf.engine().makeTensorFromTensorInfo(backend().makeOutput(shape, dtype));
}

/** A new tensor of zeros. */
export function zeros(shape: number[], dtype: tf.DataType = 'float32'): tf.Tensor {
  const t = allocate(shape, dtype);
  view(t).fill(0);
  return t;
}
