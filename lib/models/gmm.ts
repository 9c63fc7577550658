/** Gaussian mixtures fitted by EM: Dempster, Laird & Rubin 1977, section 4.3. */
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { checkDistribution, checkLength, checkPositive } from '../math/check';
import { kMeansPlusPlus } from '../math/clustering';
import { Gaussian } from '../math/gaussian';
import type { AdditiveModel } from '../math/incremental-em';
import { categorical } from '../math/random';

/** The parameters θ of a mixture of K Gaussians on R^d. */
export interface GMM {
  /** [K], a distribution */
  readonly weights: readonly number[];
  /** [K, d] */
  readonly means: readonly (readonly number[])[];
  /** [K, d, d] */
  readonly covariances: readonly (readonly (readonly number[])[])[];
}

export interface GMMConfig {
  /** what a covariance may be: anything, axis-parallel, or a multiple of the identity; full unless said */
  readonly covariance?: 'full' | 'diagonal' | 'spherical';
  /**
   * The least eigenvalue of a covariance, in squared units of the data; 1e-6 unless said. Without it the likelihood
   * has no maximum: a component that collapses onto one point sends it to infinity.
   */
  readonly varianceFloor?: number;
}

/** Of the points of one component: the total responsibility, the mean, and the scatter Σ q (x − mean)(x − mean)ᵀ. */
interface Moments {
  readonly count: number;
  readonly mean: readonly number[];
  readonly scatter: readonly (readonly number[])[];
}

/**
 * The mixture of Gaussians as a model for `em` and `incrementalEM`; a data point is a number[] of length d. The M
 * step is the exact maximum under the variance floor, so that the free energy never falls. A component that no point
 * has any responsibility for is dead: it keeps weight 0 for good, with the moments of all the data.
 */
export function gmm(config: GMMConfig = {}): AdditiveModel<readonly number[], GMM, readonly Moments[]> {
  const { covariance = 'full', varianceFloor = 1e-6 } = config;
  checkPositive(varianceFloor, 'varianceFloor');
  const statistics = (x: readonly (readonly number[])[], q: number[][]): Moments[] =>
    q[0]!.map((_, k) => weightedMoments(x, (n) => q[n]![k]!));
  const maximise = (components: readonly Moments[]): GMM => {
    const pooled = components.reduce(merge);
    const alive = components.map((c) => (c.count > 0 ? c : pooled));
    return {
      weights: components.map((c) => c.count / pooled.count),
      means: alive.map((c) => c.mean),
      covariances: alive.map((c) => restrict(divide(c.scatter, c.count), covariance, varianceFloor)),
    };
  };
  return {
    logJoint: gmmLogJoint,
    statistics,
    merge: (a, b) => a.map((moments, k) => merge(moments, b[k]!)),
    maximise,
    mStep: (x, q) => maximise(statistics(x, q)),
  };
}

/**
 * log π_k + log N(x_n; μ_k, Σ_k) in nats: [N, d] -> [N, K].
 * @throws RangeError when the weights are no distribution, a covariance is not positive definite, or shapes differ
 */
export function gmmLogJoint(x: readonly (readonly number[])[], theta: GMM): number[][] {
  checkDistribution(theta.weights, 'weights');
  checkLength(theta.means.length, theta.weights.length, 'means');
  checkLength(theta.covariances.length, theta.weights.length, 'covariances');
  const components = theta.means.map((mean, k) => new Gaussian(mean, theta.covariances[k]!));
  const logWeights = theta.weights.map(Math.log);
  return x.map((point) => components.map((component, k) => logWeights[k]! + component.logDensity(point)));
}

/**
 * Where EM may start: equal weights, means by k-means++, every covariance that of all the data over K^(2/d), so that
 * the K components together fill the volume of the data.
 * @param x [N, d], N >= K
 * @throws RangeError when there are fewer different points than components
 */
export function initialGMM(x: readonly (readonly number[])[], components: number, config: GMMConfig = {}): GMM {
  const means = kMeansPlusPlus(x, components);
  const { covariance = 'full', varianceFloor = 1e-6 } = config;
  const pooled = weightedMoments(x, () => 1);
  const share = divide(pooled.scatter, x.length * components ** (2 / pooled.mean.length));
  return {
    weights: means.map(() => 1 / components),
    means,
    covariances: means.map(() => restrict(share, covariance, varianceFloor)),
  };
}

/** `n` draws: points x [n, d], and the component z [n] that each came from. */
export function sampleGMM(theta: GMM, n: number): { x: number[][]; z: number[] } {
  checkDistribution(theta.weights, 'weights');
  const components = theta.means.map((mean, k) => new Gaussian(mean, theta.covariances[k]!));
  const z = Array.from({ length: n }, () => categorical(theta.weights));
  return { x: z.map((k) => components[k]!.sample()), z };
}

function weightedMoments(x: readonly (readonly number[])[], weight: (n: number) => number): Moments {
  const d = x[0]!.length;
  let count = 0;
  const mean = new Array<number>(d).fill(0);
  const scatter = mean.map(() => new Array<number>(d).fill(0));
  x.forEach((point, n) => {
    count += weight(n);
    for (let i = 0; i < d; i++) mean[i]! += weight(n) * point[i]!;
  });
  if (count === 0) return { count, mean, scatter };
  for (let i = 0; i < d; i++) mean[i]! /= count;
  x.forEach((point, n) => {
    const w = weight(n);
    for (let i = 0; i < d; i++)
      for (let j = 0; j < d; j++) scatter[i]![j]! += w * (point[i]! - mean[i]!) * (point[j]! - mean[j]!);
  });
  return { count, mean, scatter };
}

/** Moments of two sets together, about their common mean, without the cancellation of raw squares (Chan et al. 1983). */
function merge(a: Moments, b: Moments): Moments {
  const count = a.count + b.count;
  if (a.count === 0 || b.count === 0) return a.count === 0 ? b : a;
  const gap = a.mean.map((m, i) => b.mean[i]! - m);
  const between = (a.count * b.count) / count;
  return {
    count,
    mean: a.mean.map((m, i) => m + (gap[i]! * b.count) / count),
    scatter: a.scatter.map((row, i) => row.map((s, j) => s + b.scatter[i]![j]! + between * gap[i]! * gap[j]!)),
  };
}

const divide = (scatter: readonly (readonly number[])[], count: number): number[][] =>
  scatter.map((row) => row.map((value) => value / count));

/** The likeliest covariance of the wanted structure whose eigenvalues are at least `floor`. */
function restrict(covariance: number[][], structure: 'full' | 'diagonal' | 'spherical', floor: number): number[][] {
  const d = covariance.length;
  if (structure === 'full') return floorEigenvalues(covariance, floor);
  const variances = covariance.map((row, i) => row[i]!);
  const average = variances.reduce((sum, v) => sum + v, 0) / d;
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
