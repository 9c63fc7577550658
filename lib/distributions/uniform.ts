import { checkFinite, checkNumber, checkProbability } from '../math/check';
import { openUniform, type Distribution, type WithEntropy, type WithPath } from './distribution';

/**
 * The uniform distribution on [a, b], φ = (a, b). It has paths, z = a + (b − a) u, but no score: its support moves with
 * φ, and where that is so the score-function estimator is wrong.
 * @throws RangeError unless a and b are finite and a < b
 */
export function uniform(a: number, b: number): Distribution & WithEntropy & WithPath {
  checkFinite(a, 'a');
  checkFinite(b, 'b');
  if (!(a < b)) throw new RangeError(`The interval goes from ${a} to ${b}: the first must be less.`);
  const width = b - a;
  const icdf = (u: number): number => {
    checkProbability(u, 'u');
    return u === 1 ? b : a + width * u;
  };
  return {
    kind: 'continuous',
    logProb: (x) => {
      checkNumber(x, 'x');
      return x >= a && x <= b ? -Math.log(width) : -Infinity;
    },
    cdf: (x) => {
      checkNumber(x, 'x');
      return Math.min(Math.max((x - a) / width, 0), 1);
    },
    icdf,
    sample: () => icdf(openUniform()),
    entropy: () => Math.log(width),
    path: (z) => {
      checkNumber(z, 'z');
      return [(b - z) / width, (z - a) / width];
    },
  };
}
