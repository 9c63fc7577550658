import { checkNumber, checkPositive, checkProbability } from '../math/check';
import { standardNormal } from '../math/random';
import { digamma, gammaP, logGamma } from '../math/special';
import {
  bisectQuantile,
  openUniform,
  type Differentiable,
  type Distribution,
  type WithEntropy,
  type WithScore,
} from './distribution';

/**
 * The exponential distribution, F(x) = 1 − exp(−rate x) for x >= 0, φ = (rate). Its mean is 1 / rate.
 * @throws RangeError unless rate > 0
 */
export function exponential(rate: number): Differentiable {
  checkPositive(rate, 'rate');
  const icdf = (u: number): number => {
    checkProbability(u, 'u');
    return -Math.log1p(-u) / rate;
  };
  return {
    kind: 'continuous',
    logProb: (x) => {
      checkNumber(x, 'x');
      return x >= 0 ? Math.log(rate) - rate * x : -Infinity;
    },
    cdf: (x) => {
      checkNumber(x, 'x');
      return x > 0 ? -Math.expm1(-rate * x) : 0;
    },
    icdf,
    sample: () => icdf(openUniform()),
    entropy: () => 1 - Math.log(rate),
    score: (x) => {
      checkNumber(x, 'x');
      return [1 / rate - x];
    },
    path: (z) => {
      checkNumber(z, 'z');
      return [-z / rate];
    },
  };
}

/**
 * The gamma distribution, p(x) ∝ x^(shape−1) exp(−rate x) for x >= 0, φ = (shape, rate). Its mean is shape / rate. The
 * inverse of its CDF has no formula: it is found by bisection, and ∂z/∂shape by implicit differentiation.
 * @throws RangeError unless shape > 0 and rate > 0
 */
export function gamma(shape: number, rate: number): Distribution & WithEntropy & WithScore {
  checkPositive(shape, 'shape');
  checkPositive(rate, 'rate');
  const constant = shape * Math.log(rate) - logGamma(shape);
  const cdf = (x: number): number => {
    checkNumber(x, 'x');
    return x > 0 ? gammaP(shape, rate * x) : 0;
  };
  return {
    kind: 'continuous',
    logProb: (x) => {
      checkNumber(x, 'x');
      if (!(x >= 0)) return -Infinity;
      const power = shape === 1 ? 0 : (shape - 1) * Math.log(x); // 0 log 0 = 0
      return x === Infinity ? -Infinity : constant + power - rate * x;
    },
    cdf,
    icdf: (u) => {
      checkProbability(u, 'u');
      let high = shape / rate;
      while (cdf(high) < u) high *= 2;
      return u === 1 ? Infinity : bisectQuantile(cdf, u, 0, high);
    },
    sample: () => sampleStandardGamma(shape) / rate,
    entropy: () => shape - Math.log(rate) + logGamma(shape) + (1 - shape) * digamma(shape),
    score: (x) => {
      checkPositive(x, 'x');
      return [Math.log(rate) + Math.log(x) - digamma(shape), shape / rate - x];
    },
  };
}

/** Rejection under a squeezed cube of a normal (Marsaglia & Tsang 2000); below shape 1, boosted as in their section 6. */
function sampleStandardGamma(shape: number): number {
  if (shape < 1) return sampleStandardGamma(shape + 1) * openUniform() ** (1 / shape);
  const d = shape - 1 / 3;
  for (;;) {
    const z = standardNormal();
    const v = (1 + z / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(openUniform()) < 0.5 * z * z + d * (1 - v + Math.log(v))) return d * v;
  }
}
