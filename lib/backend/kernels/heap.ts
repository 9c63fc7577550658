import * as tf from '@tensorflow/tfjs';

/** The parts of tfjs's wasm and cpu backends through which a kernel reaches its numbers. */
interface WasmBackend {
  makeOutput(shape: number[], dtype: tf.DataType): tf.TensorInfo;
  typedArrayFromHeap(t: tf.TensorInfo): tf.TypedArray;
}
interface CpuBackend {
  data: { get(dataId: object): { values: tf.TypedArray } };
}
const backend = () => tf.backend() as unknown as WasmBackend | CpuBackend;

/**
 * The numbers of a tensor where they lie, on wasm in the memory of its module. The view is good until the next
 * allocation, which may move that memory: allocate first, look then.
 */
export function view(t: tf.TensorInfo): Float32Array {
  const b = backend();
  return ('data' in b ? b.data.get(t.dataId).values : b.typedArrayFromHeap(t)) as Float32Array;
}

/** A new tensor of zeros. */
export function zeros(shape: number[], dtype: tf.NumericDataType = 'float32'): tf.Tensor {
  const b = backend();
  if ('data' in b) return tf.zeros(shape, dtype);
  const t = tf.engine().makeTensorFromTensorInfo(b.makeOutput(shape, dtype));
  view(t).fill(0);
  return t;
}
