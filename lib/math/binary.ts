import { checkCount } from './check';

/** A binary vector by the indices of its ones, each once: images are mostly zeros, so that this is short. */
export type Ones = ArrayLike<number>;

/** Of weighted binary vectors: the total weight, and the weight of the ones in every place [D]. */
export interface Counts {
  readonly total: number;
  readonly ones: Float64Array;
}

/**
 * Binary vectors that lie one after another, as lists of their ones.
 * @param bytes [N * D], 0 or anything else
 * @throws RangeError when the number of bytes is no multiple of D
 */
export function sparseRows(bytes: ArrayLike<number>, dimension: number): Uint16Array[] {
  checkCount(dimension, 'dimension');
  if (bytes.length % dimension !== 0)
    throw new RangeError(`${bytes.length} bytes are no whole number of vectors of ${dimension} entries.`);
  return Array.from({ length: bytes.length / dimension }, (_, n) => {
    const ones = [];
    for (let d = 0; d < dimension; d++) if (bytes[n * dimension + d] !== 0) ones.push(d);
    return Uint16Array.from(ones);
  });
}

/** A weight below this is lost in the rounding of any sum that it would be added to. */
const NEGLIGIBLE = 1e-20;

/** Σ_i values[indices[i]], in four running sums, which takes half the time of one: additions need not wait in line. */
export function sumAt(values: Float64Array, indices: Ones): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let i = 0;
  for (; i + 3 < indices.length; i += 4) {
    a += values[indices[i]!]!;
    b += values[indices[i + 1]!]!;
    c += values[indices[i + 2]!]!;
    d += values[indices[i + 3]!]!;
  }
  for (; i < indices.length; i++) a += values[indices[i]!]!;
  return a + b + c + d;
}

/** The counts of binary vectors x [N], vector n weighted by weight(n) >= 0. */
export function weightedCounts(x: readonly Ones[], weight: (n: number) => number, dimension: number): Counts {
  const ones = new Float64Array(dimension);
  let total = 0;
  x.forEach((indices, n) => {
    const w = weight(n);
    if (w < NEGLIGIBLE) return;
    total += w;
    for (let i = 0; i < indices.length; i++) ones[indices[i]!]! += w;
  });
  return { total, ones };
}

/** The counts of two sets together. */
export const mergeCounts = (a: Counts, b: Counts): Counts => ({
  total: a.total + b.total,
  ones: a.ones.map((count, d) => count + b.ones[d]!),
});
