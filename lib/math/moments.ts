import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

/** Of weighted points: the total weight, the mean [d], and the scatter Σ w (x − mean)(x − mean)ᵀ [d, d]. */
export interface Moments {
  readonly count: number;
  readonly mean: readonly number[];
  readonly scatter: readonly (readonly number[])[];
}

/** What a covariance matrix may be: anything, axis-parallel, or a multiple of the identity. */
export type Structure = 'full' | 'diagonal' | 'spherical';

/** The moments of points x [N, d], point n weighted by q[n][k] >= 0. */
export function weightedMoments(x: readonly (readonly number[])[], q: readonly ArrayLike<number>[], k = 0): Moments {
  const d = x[0]!.length;
  const mean = new Float64Array(d);
  const scatter = new Float64Array(d * d);
  const weights = new Float64Array(x.length);
  let count = 0;
  for (let n = 0; n < x.length; n++) {
    const point = x[n]!;
    const weight = (weights[n] = q[n]![k]!);
    count += weight;
    for (let i = 0; i < d; i++) mean[i]! += weight * point[i]!;
  }
  if (count > 0) for (let i = 0; i < d; i++) mean[i]! /= count;
  for (let n = 0; n < x.length; n++) {
    const point = x[n]!;
    const weight = weights[n]!;
    for (let i = 0; i < d; i++) {
      const part = weight * (point[i]! - mean[i]!);
      for (let j = 0; j <= i; j++) scatter[i * d + j]! += part * (point[j]! - mean[j]!);
    }
  }
  const symmetric = (i: number, j: number) => scatter[Math.max(i, j) * d + Math.min(i, j)]!;
  const each = Array.from(mean.keys());
  return { count, mean: Array.from(mean), scatter: each.map((i) => each.map((j) => symmetric(i, j))) };
}

/** The moments of two sets together, without the cancellation of raw squares (Chan, Golub & LeVeque 1983). */
export function mergeMoments(a: Moments, b: Moments): Moments {
  if (a.count === 0) return b;
  if (b.count === 0) return a;
  const count = a.count + b.count;
  const gap = a.mean.map((m, i) => b.mean[i]! - m);
  const between = (a.count * b.count) / count;
  return {
    count,
    mean: a.mean.map((m, i) => m + (gap[i]! * b.count) / count),
    scatter: a.scatter.map((row, i) => row.map((s, j) => s + b.scatter[i]![j]! + between * gap[i]! * gap[j]!)),
  };
}

/** The likeliest covariance [d, d] of this structure with no eigenvalue below `floor`, for points of these moments. */
export function constrainedCovariance({ scatter, count }: Moments, structure: Structure, floor: number): number[][] {
  const covariance = scatter.map((row) => row.map((value) => value / count));
  if (structure === 'full') return floorEigenvalues(covariance, floor);
  const variances = covariance.map((row, i) => row[i]!);
  const average = variances.reduce((sum, v) => sum + v, 0) / variances.length;
  return variances.map((v, i) =>
    variances.map((_, j) => (i === j ? Math.max(structure === 'spherical' ? average : v, floor) : 0)),
  );
}

function floorEigenvalues(covariance: number[][], floor: number): number[][] {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(new Matrix(covariance), {
    assumeSymmetric: true,
  });
  if (realEigenvalues.every((value) => value >= floor)) return covariance;
  const floored = Matrix.diag(realEigenvalues.map((value) => Math.max(value, floor)));
  return eigenvectorMatrix.mmul(floored).mmul(eigenvectorMatrix.transpose()).to2DArray();
}
