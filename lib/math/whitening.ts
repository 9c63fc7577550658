import { covariance, EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { checkPositive } from './check';
import type { Rows } from './mixture';

/** x -> (x - mean) matrix, after which coordinates are uncorrelated and (nearly) of variance 1. */
export interface Whitening {
  /** [d] */
  readonly mean: readonly number[];
  /** symmetric [d, d] */
  readonly matrix: readonly (readonly number[])[];
}

/**
 * ZCA whitening of points: matrix = V (L + epsilon I)^(-1/2) V^T, where V L V^T is their covariance. Of all matrices that
 * whiten it moves the points least (Bell and Sejnowski 1997, "The 'independent components' of natural scenes are edge
 * filters").
 * @param x [N, d], N >= 2
 * @param epsilon added to the variance along every axis, > 0: directions of less are left small, as they are mostly noise
 * @throws RangeError when there are fewer than two points or epsilon is not positive
 */
export function zcaWhitening(x: Rows, epsilon: number): Whitening {
  checkPositive(epsilon, 'zcaWhitening: epsilon');
  if (x.length < 2) throw new RangeError(`zcaWhitening: ${x.length} points have no covariance; give two at least.`);
  const points = new Matrix(x.map((row) => Array.from(row)));
  const { eigenvectorMatrix: v, realEigenvalues } = new EigenvalueDecomposition(covariance(points), {
    assumeSymmetric: true,
  });
  const scales = Matrix.diag(realEigenvalues.map((value) => 1 / Math.sqrt(Math.max(value, 0) + epsilon)));
  return { mean: points.mean('column'), matrix: v.mmul(scales).mmul(v.transpose()).to2DArray() };
}
