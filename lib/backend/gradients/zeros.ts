import * as tf from '@tensorflow/tfjs';
import { setKernel, type Inputs } from '../kernels/kernel';

/** The memory of tensors that are zero everywhere. */
const known = new WeakSet();

/** Zeros [...shape], float32, which the tape knows to be zeros. */
export function zeros(shape: number[]): tf.Tensor {
  const x = tf.zeros(shape);
  known.add(x.dataId);
  return x;
}

export const isZero = (x: tf.TensorInfo): boolean => known.has(x.dataId);

/** A sum with zeros of the same shape is the other term, whose memory it shares. */
export function skipZerosInSums(backendNames: Parameters<typeof setKernel>[0]): void {
  const other = ({ a, b }: Inputs) => (isZero(a!) ? b! : isZero(b!) ? a! : undefined);
  setKernel<object>(backendNames, 'Add', (inputs, attrs, shipped) => {
    const term = other(inputs);
    const { a, b } = inputs as { a: tf.Tensor; b: tf.Tensor };
    if (!term || a.dtype !== b.dtype || !tf.util.arraysEqual(a.shape, b.shape)) return shipped(inputs, attrs);
    const { dataId, shape, dtype } = term;
    tf.backend().incRef(dataId);
    return { dataId, shape, dtype };
  });
}
