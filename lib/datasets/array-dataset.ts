import { tf } from '../backend/tf';
import type { Dataset } from './dataset';
import { epoch } from './epoch';

/** Numbers in memory as a data set: batches [B, ...shape]. */
export interface ArrayDataset<Batch extends tf.Tensor> extends Dataset<Batch> {
  /** Every example in its stored order: [size, ...shape]. */
  tensors(): Batch;
}

/**
 * Your own data as a data set. Either rows of numbers, one example each, with batches [B, numbers in a row]:
 *
 *     arrayDataset('my points', [[0, 1], [2, 3]])
 *
 * or one flat array and the shape of an example, with batches [B, ...shape]:
 *
 *     arrayDataset<tf.Tensor4D>('my images', pixels, [28, 28, 1])
 *
 * @throws Error when there is no example, when rows differ in length, or when the length is no multiple of the shape
 */
export function arrayDataset(name: string, rows: readonly (readonly number[])[]): ArrayDataset<tf.Tensor2D>;
export function arrayDataset<Batch extends tf.Tensor>(
  name: string,
  values: Float32Array,
  shape: readonly number[],
): ArrayDataset<Batch>;
export function arrayDataset(
  name: string,
  data: Float32Array | readonly (readonly number[])[],
  shape: readonly number[] = [(data as number[][])[0]?.length ?? 0],
): ArrayDataset<tf.Tensor> {
  const length = shape.reduce((product, dimension) => product * dimension, 1);
  const values = data instanceof Float32Array ? data : flatten(name, data, length);
  const size = values.length / length;
  if (!Number.isInteger(size) || size === 0) {
    throw new Error(`${name}: ${values.length} numbers do not make whole examples of shape [${shape.join(', ')}]`);
  }
  const gather = (indices: ArrayLike<number>) => {
    const batch = new Float32Array(indices.length * length);
    for (let i = 0; i < indices.length; i++) {
      batch.set(values.subarray(indices[i]! * length, (indices[i]! + 1) * length), i * length);
    }
    return tf.tensor(batch, [indices.length, ...shape]);
  };
  const dataset = { name, size };
  return {
    ...dataset,
    batches: (batchSize) => epoch(dataset, batchSize, gather),
    tensors: () => tf.tensor(values.slice(), [size, ...shape]),
  };
}

function flatten(name: string, rows: readonly (readonly number[])[], length: number): Float32Array {
  const odd = rows.findIndex((row) => row.length !== length);
  if (odd >= 0) {
    throw new Error(
      `${name}: row ${odd} has ${rows[odd]!.length} numbers, row 0 has ${length}; all rows must be alike`,
    );
  }
  return Float32Array.from(rows.flat());
}
