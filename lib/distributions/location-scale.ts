import { checkFinite, checkNumber, checkPositive, checkProbability } from '../math/check';
import { normalLogDensity } from '../math/gaussian';
import { standardNormal } from '../math/random';
import { erfc, standardNormalQuantile } from '../math/special';
import { openUniform, type Differentiable } from './distribution';

/** The member of a family with location 0 and scale 1. */
interface Standard {
  logProb(z: number): number;
  cdf(z: number): number;
  icdf(u: number): number;
  sample(): number;
  readonly entropy: number;
  /** d/dz log p(z) */
  slope(z: number): number;
}

/** X = location + scale Z, for any Z: the map that makes a whole family of one distribution. φ = (location, scale). */
function locationScale(base: Standard, [location, scale]: [number, number], [m, s]: [string, string]): Differentiable {
  checkFinite(location, m);
  checkPositive(scale, s);
  const standardise = (x: number): number => {
    checkNumber(x, 'x');
    return (x - location) / scale;
  };
  return {
    kind: 'continuous',
    logProb: (x) => base.logProb(standardise(x)) - Math.log(scale),
    cdf: (x) => base.cdf(standardise(x)),
    icdf: (u) => {
      checkProbability(u, 'u');
      return location + scale * base.icdf(u);
    },
    sample: () => location + scale * base.sample(),
    entropy: () => base.entropy + Math.log(scale),
    score: (x) => {
      const z = standardise(x);
      return [-base.slope(z) / scale, (-1 - z * base.slope(z)) / scale];
    },
    path: (x) => [1, standardise(x)],
  };
}

const GAUSS: Standard = {
  logProb: (z) => normalLogDensity(z, 0, 1),
  cdf: (z) => erfc(-z / Math.SQRT2) / 2,
  icdf: standardNormalQuantile,
  sample: standardNormal,
  entropy: 0.5 * Math.log(2 * Math.PI * Math.E),
  slope: (z) => -z,
};

const LOGISTIC: Standard = {
  logProb: (z) => -Math.abs(z) - 2 * Math.log1p(Math.exp(-Math.abs(z))),
  cdf: (z) => 1 / (1 + Math.exp(-z)),
  // log u − log(1 − u) cancels about u = ½, where 2u − 1 is exact
  icdf: (u) => (Math.abs(u - 0.5) < 0.25 ? 2 * Math.atanh(2 * u - 1) : Math.log(u) - Math.log1p(-u)),
  sample: () => LOGISTIC.icdf(openUniform()),
  entropy: 2,
  slope: (z) => -Math.tanh(z / 2),
};

const CAUCHY: Standard = {
  logProb: (z) => -Math.log(Math.PI) - 2 * Math.log(Math.hypot(1, z)),
  cdf: (z) => Math.atan2(1, -z) / Math.PI,
  // tan(π (u − ½)); in the tails by the angle that is left, which keeps its digits there
  icdf: (u) => {
    if (u === 0 || u === 1) return u === 0 ? -Infinity : Infinity;
    if (Math.abs(u - 0.5) < 0.25) return Math.tan(Math.PI * (u - 0.5));
    return u < 0.5 ? -1 / Math.tan(Math.PI * u) : 1 / Math.tan(Math.PI * (1 - u));
  },
  sample: () => CAUCHY.icdf(openUniform()),
  entropy: Math.log(4 * Math.PI),
  slope: (z) => -2 / (z + 1 / z),
};

/**
 * N(mean, sigma²) on the line, φ = (mean, sigma). (`Gaussian` is the one of d dimensions.)
 * @param sigma the standard deviation (not the variance)
 * @throws RangeError unless mean is finite and sigma > 0
 */
export const normal = (mean: number, sigma: number): Differentiable =>
  locationScale(GAUSS, [mean, sigma], ['mean', 'sigma']);

/**
 * The logistic distribution, F(x) = 1 / (1 + exp(−(x − location) / scale)), φ = (location, scale). Its standard
 * deviation is π scale / √3.
 * @throws RangeError unless location is finite and scale > 0
 */
export const logistic = (location: number, scale: number): Differentiable =>
  locationScale(LOGISTIC, [location, scale], ['location', 'scale']);

/**
 * The Cauchy distribution, F(x) = ½ + arctan((x − location) / scale) / π, φ = (location, scale). It has no mean and no
 * variance.
 * @throws RangeError unless location is finite and scale > 0
 */
export const cauchy = (location: number, scale: number): Differentiable =>
  locationScale(CAUCHY, [location, scale], ['location', 'scale']);
