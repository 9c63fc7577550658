// Chapelle, Weston, Schölkopf 2003, "Cluster kernels for semi-supervised learning", section 3.2.
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { checkCount, checkPositive } from './check';
import type { Rows } from './mixture';

/**
 * Features in which points are near when many short ways lead from one to the other: a walk of `steps` steps over the
 * points goes from x to x' in proportion to exp(-|x - x'|^2 / (2 width^2)), and the inner product of two rows of features
 * tells how likely it ends at the other, scaled so that every row has length 1. A linear classifier of these
 * features bends around clusters.
 *
 * All points must be there from the start, labelled or not.
 * @param x [N, d]; an eigenvalue problem of N x N is solved
 * @param width of a step, in the units of x, > 0
 * @returns [N, N]
 * @throws RangeError when width is not positive or steps no whole number from 1 up
 */
export function clusterKernelFeatures(x: Rows, { width, steps }: { width: number; steps: number }): number[][] {
  checkPositive(width, 'clusterKernelFeatures: width');
  checkCount(steps, 'clusterKernelFeatures: steps');
  const likeness = x.map((a) => x.map((b) => Math.exp(-squaredDistance(a, b) / (2 * width ** 2))));
  const degrees = likeness.map((row) => row.reduce((sum, value) => sum + value, 0));
  const walk = new Matrix(
    likeness.map((row, i) => row.map((value, j) => value / Math.sqrt(degrees[i]! * degrees[j]!))),
  );
  const { eigenvectorMatrix, realEigenvalues } = new EigenvalueDecomposition(walk, { assumeSymmetric: true });
  const roots = realEigenvalues.map((value) => Math.max(value, 0) ** (steps / 2));
  return eigenvectorMatrix
    .mulRowVector(roots)
    .to2DArray()
    .map((row) => {
      const length = Math.hypot(...row);
      return row.map((value) => value / length);
    });
}

function squaredDistance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return sum;
}
