/** Mixtures of multivariate Bernoullis fitted by EM: Dempster, Laird & Rubin 1977, section 4.3; Bishop 2006, 9.3.3. */
import { mergeCounts, sumAt, weightedCounts, type Counts, type Ones } from '../math/binary';
import { checkCount, checkDistribution, checkLength } from '../math/check';
import type { AdditiveModel } from '../math/incremental-em';
import { columns } from '../math/mixture';
import { categorical } from '../math/random';

/** The parameters θ of a mixture of K products of D Bernoullis. */
export interface BernoulliMixture {
  /** [K], a distribution */
  readonly weights: readonly number[];
  /** [K, D], the probability that an entry is one, inside (0, 1) */
  readonly means: readonly ArrayLike<number>[];
}

export interface BernoulliMixtureConfig {
  /** D */
  readonly dimension: number;
  /**
   * Every mean stays in [meanFloor, 1 − meanFloor]; 3e-4 unless said. With 0 a new image with one pixel lit that was
   * always dark in training would have likelihood zero.
   */
  readonly meanFloor?: number;
}

/** How far towards its own data point a component starts: enough to tell components apart, not to freeze them. */
const NUDGE = 0.25;

/**
 * The mixture of Bernoullis as a model for `em` and `incrementalEM`. The M step is the exact maximum with the means
 * inside their bounds, so that the free energy never falls. A component whose responsibility is under 1e-20 for
 * every point is dead: it keeps weight 0 for good, with the means of all the data.
 * @throws RangeError when an option is out of range
 */
export function bernoulliMixture(
  config: BernoulliMixtureConfig,
): AdditiveModel<Ones, BernoulliMixture, readonly Counts[]> {
  const { dimension, meanFloor = 3e-4 } = config;
  checkCount(dimension, 'dimension');
  if (!(meanFloor > 0 && meanFloor < 0.5)) throw new RangeError(`meanFloor is ${meanFloor}: it must be in (0, 0.5).`);
  const statistics = (x: readonly Ones[], q: number[][]): Counts[] =>
    columns(q, x.length).map((k) => weightedCounts(x, (n) => q[n]![k]!, dimension));
  const maximise = (components: readonly Counts[]): BernoulliMixture => {
    const pooled = components.reduce(mergeCounts);
    return {
      weights: components.map((c) => c.total / pooled.total),
      means: components
        .map((c) => (c.total > 0 ? c : pooled))
        .map(({ ones, total }) => ones.map((count) => Math.min(Math.max(count / total, meanFloor), 1 - meanFloor))),
    };
  };
  return {
    logJoint: bernoulliLogJoint,
    statistics,
    merge: (a, b) => a.map((counts, k) => mergeCounts(counts, b[k]!)),
    maximise,
    mStep: (x, q) => maximise(statistics(x, q)),
  };
}

/**
 * log π_k + Σ_d [x_d log μ_kd + (1 − x_d) log(1 − μ_kd)] in nats: N binary vectors -> [N, K].
 * @throws RangeError when the weights are no distribution, a mean is outside (0, 1), or an index outside the vector
 */
export function bernoulliLogJoint(x: readonly Ones[], theta: BernoulliMixture): number[][] {
  const D = theta.means[0]?.length ?? 0;
  checkDistribution(theta.weights, 'weights');
  checkLength(theta.means.length, theta.weights.length, 'means');
  const components = theta.means.map((mean, k) => naturalParameters(mean, theta.weights[k]!, D, `means[${k}]`));
  return x.map((indices, n) => {
    for (let i = 0; i < indices.length; i++)
      if (!(indices[i]! >= 0 && indices[i]! < D))
        throw new RangeError(`Data point ${n} has index ${indices[i]}: there are ${D} entries.`);
    return components.map(({ allZero, logit }) => allZero + sumAt(logit, indices));
  });
}

/** The log joint of a vector without ones, and what a one in each place adds to it [D]. */
function naturalParameters(mean: ArrayLike<number>, weight: number, dimension: number, name: string) {
  checkLength(mean.length, dimension, name);
  let allZero = Math.log(weight);
  const logit = Float64Array.from(mean, (mu, d) => {
    if (!(mu > 0 && mu < 1)) throw new RangeError(`${name}[${d}] is ${mu}: it must be inside (0, 1).`);
    allZero += Math.log1p(-mu);
    return Math.log(mu) - Math.log1p(-mu);
  });
  return { allZero, logit };
}

/**
 * Where EM may start: equal weights, and for each component the means of all the data, moved a quarter of the way
 * towards one data point drawn at random.
 * @throws RangeError when there are fewer data points than components
 */
export function initialBernoulliMixture(
  x: readonly Ones[],
  components: number,
  config: BernoulliMixtureConfig,
): BernoulliMixture {
  checkCount(components, 'components');
  if (x.length < components)
    throw new RangeError(`${components} components need at least ${components} data points; there are ${x.length}.`);
  const average = bernoulliMixture(config).mStep(
    x,
    x.map(() => [1]),
  ).means[0]!;
  const left = x.map(() => 1);
  return {
    weights: left.slice(0, components).map(() => 1 / components),
    means: left.slice(0, components).map(() => {
      const n = categorical(left);
      left[n] = 0; // no point twice
      const mean = Float64Array.from(average, (mu) => (1 - NUDGE) * mu);
      for (let i = 0; i < x[n]!.length; i++) mean[x[n]![i]!]! += NUDGE;
      return mean;
    }),
  };
}
