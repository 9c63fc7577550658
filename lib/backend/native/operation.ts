import * as tf from '@tensorflow/tfjs';

type Constant =
  | 'TF_ATTR_TYPE'
  | 'TF_ATTR_INT'
  | 'TF_ATTR_FLOAT'
  | 'TF_ATTR_BOOL'
  | 'TF_ATTR_STRING'
  | 'TF_ATTR_SHAPE'
  | 'TF_FLOAT'
  | 'TF_INT32';

/** The part of tfjs-node's backend through which any TensorFlow operation can be run. */
export interface NativeBackend {
  binding: Record<Constant, number> & { TF_Version: string };
  isUsingGpuDevice: boolean;
  write(values: Int32Array, shape: number[], dtype: 'int32'): object;
  executeMultipleOutputs(name: string, attrs: Attr[], inputs: tf.TensorInfo[], outputs: number): tf.Tensor[];
}
interface Attr {
  name: string;
  type: number;
  value: number | boolean | string | number[];
}

const backend = () => tf.backend() as unknown as NativeBackend;
const attr = (name: string, type: Constant, value: Attr['value']): Attr => ({
  name,
  type: backend().binding[type],
  value,
});

/* The attributes of an operation, as TensorFlow's list of ops names them. */
export const type = (name: string, value: 'TF_FLOAT' | 'TF_INT32') =>
  attr(name, 'TF_ATTR_TYPE', backend().binding[value]);
export const flag = (name: string, value: boolean) => attr(name, 'TF_ATTR_BOOL', value);
export const text = (name: string, value: string) => attr(name, 'TF_ATTR_STRING', value);
export const float = (name: string, value: number) => attr(name, 'TF_ATTR_FLOAT', value);
export const ints = (name: string, value: number | number[]) => attr(name, 'TF_ATTR_INT', value);
export const shape = (name: string, value: number[]) => attr(name, 'TF_ATTR_SHAPE', value);

/** Runs a TensorFlow operation that has several outputs. */
export const executeAll = (name: string, attrs: Attr[], inputs: tf.TensorInfo[], outputs: number): tf.Tensor[] =>
  backend().executeMultipleOutputs(name, attrs, inputs, outputs);

/** Runs a TensorFlow operation that has one output. */
export const execute = (name: string, attrs: Attr[], inputs: tf.TensorInfo[]): tf.Tensor =>
  executeAll(name, attrs, inputs, 1)[0]!;

/** Runs a TensorFlow operation that has no output. */
export const run = (name: string, attrs: Attr[], inputs: tf.TensorInfo[]): void => {
  executeAll(name, attrs, inputs, 0);
};

const vectors = new Map<string, tf.TensorInfo>();

/** A vector of int32 that operations take as input, such as axes: made once, and kept beside tfjs's count of tensors. */
export function integers(values: readonly number[]): tf.TensorInfo {
  const key = values.join();
  let vector = vectors.get(key);
  if (vector === undefined) {
    const shape = [values.length];
    vector = { dataId: backend().write(Int32Array.from(values), shape, 'int32'), shape, dtype: 'int32' };
    vectors.set(key, vector);
  }
  return vector;
}
