import { covariance as sampleCovariance, EigenvalueDecomposition, Matrix } from 'ml-matrix';
import type { Gaussian } from '../math/gaussian';
import { checkRows, columnMeans, type Rows } from './rows';

/** Mean [d] and covariance [d, d]. */
type Moments = Pick<Gaussian, 'mean' | 'covariance'>;

/** Mean and unbiased covariance (divided by N - 1) of rows [N, d]; N >= 2. */
export function moments(rows: Rows): Moments {
  checkRows(rows, 'moments');
  if (rows.length < 2) throw new RangeError('moments: a covariance needs at least two rows, got one.');
  const matrix = new Matrix(rows.map((row) => Array.from(row)));
  return { mean: columnMeans(rows), covariance: sampleCovariance(matrix).to2DArray() };
}

/**
 * The squared Frechet (2-Wasserstein) distance of two Gaussians, |m1 - m2|^2 + tr(S1 + S2 - 2 (S1 S2)^(1/2)) (Dowson
 * and Landau 1982; as the distance of two sets of samples Heusel et al. 2017, arXiv:1706.08500, equation 6).
 * tr (S1 S2)^(1/2) is taken as tr (R S2 R)^(1/2) with the symmetric R = S1^(1/2), so that singular covariances (a
 * feature that is always 0) do no harm.
 * @throws RangeError when the dimensions differ
 */
export function frechetDistanceOfGaussians(a: Moments, b: Moments): number {
  if (a.mean.length !== b.mean.length) {
    throw new RangeError(`frechetDistance: ${a.mean.length} and ${b.mean.length} features; both sets need the same.`);
  }
  const [s1, s2] = [a, b].map(({ covariance }) => new Matrix(covariance.map((row) => [...row]))) as [Matrix, Matrix];
  const root = squareRoot(s1);
  const product = root.mmul(s2).mmul(root);
  const traceOfRoot = eigenvalues(symmetric(product)).reduce((sum, value) => sum + Math.sqrt(value), 0);
  const means = a.mean.reduce((sum, m, i) => sum + (m - b.mean[i]!) ** 2, 0);
  return means + s1.trace() + s2.trace() - 2 * traceOfRoot;
}

/**
 * The Frechet distance of two sets of features [N, d] and [M, d]; with MNIST-Net's 64 features, what FID is with
 * Inception's. It is biased upwards for few samples: compare only equal N and M, some thousands.
 * @throws RangeError when a set has fewer than two rows, or the numbers of features differ
 */
export const frechetDistance = (a: Rows, b: Rows): number => frechetDistanceOfGaussians(moments(a), moments(b));

/** Rounding leaves a product of symmetric matrices slightly asymmetric. */
const symmetric = (m: Matrix) => m.clone().add(m.transpose()).mul(0.5);

/** Of a positive semidefinite matrix; what rounding made negative is 0. */
const eigenvalues = (m: Matrix) =>
  new EigenvalueDecomposition(m, { assumeSymmetric: true }).realEigenvalues.map((value) => Math.max(value, 0));

function squareRoot(m: Matrix): Matrix {
  const { eigenvectorMatrix: v, realEigenvalues } = new EigenvalueDecomposition(m, { assumeSymmetric: true });
  const roots = realEigenvalues.map((value) => Math.sqrt(Math.max(value, 0)));
  return symmetric(v.mmul(Matrix.diag(roots)).mmul(v.transpose()));
}
