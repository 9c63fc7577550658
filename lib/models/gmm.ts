/** Gaussian mixtures fitted by EM: Dempster, Laird & Rubin 1977, section 4.3. */
import { checkDistribution, checkLength, checkPositive } from '../math/check';
import { kMeansPlusPlus } from '../math/k-means';
import { Gaussian } from '../math/gaussian';
import type { AdditiveModel } from '../math/incremental-em';
import { columns } from '../math/mixture';
import { constrainedCovariance, mergeMoments, weightedMoments, type Moments, type Structure } from '../math/moments';
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
  readonly covariance?: Structure;
  /**
   * The least eigenvalue of a covariance, in squared units of the data; 1e-6 unless said. Without it the likelihood
   * has no maximum: a component that collapses onto one point sends it to infinity.
   */
  readonly varianceFloor?: number;
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
    columns(q, x.length).map((k) => weightedMoments(x, q, k));
  const maximise = (components: readonly Moments[]): GMM => {
    const pooled = components.reduce(mergeMoments);
    const alive = components.map((c) => (c.count > 0 ? c : pooled));
    return {
      weights: components.map((c) => c.count / pooled.count),
      means: alive.map((c) => c.mean),
      covariances: alive.map((c) => constrainedCovariance(c, covariance, varianceFloor)),
    };
  };
  return {
    logJoint: gmmLogJoint,
    statistics,
    merge: (a, b) => a.map((moments, k) => mergeMoments(moments, b[k]!)),
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
  return x.map((point) => {
    const row = logWeights.slice(); // the fastest way to an array of doubles
    for (let k = 0; k < row.length; k++) row[k]! += components[k]!.logDensity(point);
    return row;
  });
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
  const pooled = weightedMoments(
    x,
    x.map(() => [1]),
  );
  const share = { ...pooled, count: pooled.count * components ** (2 / pooled.mean.length) };
  return {
    weights: means.map(() => 1 / components),
    means,
    covariances: means.map(() => constrainedCovariance(share, covariance, varianceFloor)),
  };
}

/** `n` draws: points x [n, d], and the component z [n] that each came from. */
export function sampleGMM(theta: GMM, n: number): { x: number[][]; z: number[] } {
  checkDistribution(theta.weights, 'weights');
  const components = theta.means.map((mean, k) => new Gaussian(mean, theta.covariances[k]!));
  const z = Array.from({ length: n }, () => categorical(theta.weights));
  return { x: z.map((k) => components[k]!.sample()), z };
}
