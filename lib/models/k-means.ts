// Lloyd 1982, "Least squares quantization in PCM".
import { tf } from '../backend/tf';
import { shuffled } from '../datasets/epoch';
import { checkCount } from '../math/check';
import { nearestNeighbours } from '../metrics/nearest-neighbours';

export interface KMeans {
  /** [k, ...]; the caller disposes of it */
  centres: tf.Tensor;
  /** the mean squared distance of an example to its centre before each move of the centres; it never rises */
  distortion: number[];
}

export interface KMeansOptions {
  /** how often the centres move */
  iterations: number;
  /** where the centres begin [k, ...]; k different examples, drawn at random, unless said */
  start?: tf.Tensor;
  /** told of each move: how many there have been, and the distortion before it */
  report?: (iterations: number, distortion: number) => void;
}

/** The examples' mean of each cluster; a cluster without examples keeps its centre. [k, d] */
function clusterMeans(values: Float32Array, index: Int32Array, centres: Float32Array): Float32Array {
  const d = values.length / index.length;
  const sums = new Float64Array(centres.length);
  const counts = new Uint32Array(centres.length / d);
  for (let n = 0; n < index.length; n++) {
    const k = index[n]!;
    counts[k]! += 1;
    for (let i = 0; i < d; i++) sums[k * d + i]! += values[n * d + i]!;
  }
  return centres.map((old, i) => {
    const count = counts[Math.floor(i / d)]!;
    return count === 0 ? old : sums[i]! / count;
  });
}

/**
 * k-means on many examples: each goes to its nearest centre, each centre to the mean of its examples, over and over.
 * @param x [N, ...]
 * @param k how many centres, at most N
 * @throws RangeError when k or iterations is no whole number from 1 up, k is above N, or `start` has another shape
 */
export async function kMeans(x: tf.Tensor, k: number, { iterations, start, report }: KMeansOptions): Promise<KMeans> {
  checkCount(k, 'kMeans: k');
  checkCount(iterations, 'kMeans: iterations');
  const [size, ...shape] = x.shape as [number, ...number[]];
  if (k > size) throw new RangeError(`kMeans: ${k} centres need at least ${k} examples; there are ${size}.`);
  if (start && String(start.shape) !== String([k, ...shape]))
    throw new RangeError(`kMeans: start has shape [${start.shape}]; ${k} centres of this data are [${[k, ...shape]}].`);
  const values = (await x.data()) as Float32Array;
  let centres = start?.clone() ?? tf.tidy(() => x.gather(tf.tensor1d(shuffled(size).subarray(0, k), 'int32')));
  const distortion: number[] = [];
  for (let t = 1; t <= iterations; t++) {
    const { index, distance } = await nearestNeighbours(x, centres);
    distortion.push(distance.reduce((sum, r) => sum + r * r, 0) / size);
    const moved = clusterMeans(values, index, (await centres.data()) as Float32Array);
    centres.dispose();
    centres = tf.tensor(moved, [k, ...shape]);
    report?.(t, distortion.at(-1)!);
  }
  return { centres, distortion };
}
