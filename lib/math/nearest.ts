import { checkCount } from './check';
import type { Rows } from './mixture';

/** Of every query, its nearest references, nearest first. */
export interface NearestReferences {
  /** [N][k] */
  readonly index: readonly Int32Array[];
  /** Euclidean, [N][k] */
  readonly distance: readonly Float64Array[];
}

/**
 * The k nearest references of every query, by looking at all: points of few dimensions, such as codes (for images,
 * `nearestNeighbours` asks the engine).
 * @param queries [N, d]
 * @param references [M, d]
 * @param options.others true: query n is reference n, and is not its own neighbour
 * @throws RangeError when points differ in dimension, or there are fewer than k references to choose from
 */
export function kNearest(queries: Rows, references: Rows, k: number, { others = false } = {}): NearestReferences {
  checkCount(k, 'kNearest: k');
  const d = references[0]?.length ?? 0;
  const choice = references.length - (others ? 1 : 0);
  if (choice < k) throw new RangeError(`kNearest: ${choice} references are fewer than the ${k} nearest asked for.`);
  const points = flat(references, d);
  const nearest = queries.map((query, n) => nearestOf(query, points, { d, k, skip: others ? n : -1 }));
  return { index: nearest.map(({ index }) => index), distance: nearest.map(({ squares }) => squares.map(Math.sqrt)) };
}

function flat(rows: Rows, d: number): Float64Array {
  const points = new Float64Array(rows.length * d);
  rows.forEach((row, n) => {
    checkDimension(row, d);
    points.set(row, n * d);
  });
  return points;
}

function checkDimension(row: ArrayLike<number>, d: number): void {
  if (row.length !== d) throw new RangeError(`kNearest: a point has ${row.length} dimensions where others have ${d}.`);
}

interface Search {
  d: number;
  k: number;
  /** the reference to leave out, -1 for none */
  skip: number;
}

function nearestOf(query: ArrayLike<number>, points: Float64Array, { d, k, skip }: Search) {
  checkDimension(query, d);
  const index = new Int32Array(k).fill(-1);
  const squares = new Float64Array(k).fill(Infinity);
  for (let m = 0, at = 0; at < points.length; m++, at += d) {
    let square = 0;
    for (let i = 0; i < d; i++) square += (query[i]! - points[at + i]!) ** 2;
    if (square >= squares[k - 1]! || m === skip) continue;
    let place = k - 1;
    for (; place > 0 && squares[place - 1]! > square; place--) {
      squares[place] = squares[place - 1]!;
      index[place] = index[place - 1]!;
    }
    squares[place] = square;
    index[place] = m;
  }
  return { index, squares };
}

/**
 * D_KL[p || q], nats, from samples alone (Wang, Kulkarni, Verdú 2009, "Divergence estimation for multidimensional densities
 * via k-nearest-neighbor distances", equation 5): d/N sum_n log(nu_n / rho_n) + log(M / (N - 1)), where rho_n is how far
 * sample n of p is from its k-th neighbour in p, and nu_n from its k-th neighbour in q. No density is asked for; as an
 * estimate it may be negative.
 * @param p samples [N, d], N > k
 * @param q samples [M, d], M >= k
 * @throws RangeError when points differ in dimension, there are too few, or k + 1 samples of p are the same point
 */
export function nearestNeighbourKL(p: Rows, q: Rows, k = 5): number {
  const [rho, nu] = [kNearest(p, p, k, { others: true }), kNearest(p, q, k)].map(({ distance }) =>
    distance.map((row) => row[k - 1]!),
  ) as [number[], number[]];
  if (rho.includes(0)) {
    throw new RangeError(
      `nearestNeighbourKL: a sample is there ${k + 1} times: a distribution with atoms has no density.`,
    );
  }
  const logRatios = rho.reduce((sum, r, n) => sum + Math.log(nu[n]! / r), 0);
  return (p[0]!.length * logRatios) / p.length + Math.log(q.length / (p.length - 1));
}
