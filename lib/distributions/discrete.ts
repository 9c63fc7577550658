import { bisectLeft, bisectRight } from 'd3-array';
import { checkDistribution, checkFinite, checkLength, checkNumber, checkProbability } from '../math/check';
import { entropy } from '../math/information';
import { openUniform, type Distribution, type WithEntropy, type WithScore } from './distribution';

/**
 * A distribution on finitely many numbers. Its CDF is a staircase: it jumps at every value and is flat between them, so
 * that `icdf` is a generalised inverse in earnest.
 * @param probabilities [K], a distribution; where one is 0 its value is never drawn
 * @param values [K], increasing; 0 .. K−1 unless given
 * @throws RangeError when the probabilities are no distribution, or the values not as many, not finite, not increasing
 */
export function discrete(
  probabilities: readonly number[],
  values: readonly number[] = probabilities.map((_, k) => k),
): Distribution & WithEntropy {
  checkDistribution(probabilities, 'probabilities');
  checkLength(values.length, probabilities.length, 'values');
  values.forEach((value, k) => {
    checkFinite(value, `values[${k}]`);
    if (k > 0 && !(value > values[k - 1]!))
      throw new RangeError(`values[${k}] is ${value}, after ${values[k - 1]!}: sort them, each only once.`);
  });
  const support = values.filter((_, k) => probabilities[k]! > 0);
  const weights = probabilities.filter((p) => p > 0);
  const heights = cumulative(weights);
  const icdf = (u: number): number => {
    checkProbability(u, 'u');
    return support[bisectLeft(heights, u)]!;
  };
  return {
    kind: 'discrete',
    logProb: (x) => {
      checkNumber(x, 'x');
      const k = bisectLeft(support, x);
      return support[k] === x ? Math.log(weights[k]!) : -Infinity;
    },
    cdf: (x) => {
      checkNumber(x, 'x');
      return heights[bisectRight(support, x) - 1] ?? 0;
    },
    icdf,
    sample: () => icdf(openUniform()),
    entropy: () => entropy(probabilities),
  };
}

/**
 * 1 with probability p, else 0; φ = (p). It has a score, but no path: a draw jumps from 0 to 1 and nowhere slides.
 * @throws RangeError unless p is in [0, 1]
 */
export function bernoulli(p: number): Distribution & WithEntropy & WithScore {
  checkProbability(p, 'p');
  const coin = discrete([1 - p, p]);
  return {
    ...coin,
    // 1 − p would lose the digits of a small p
    logProb: (x) => (x === 0 ? Math.log1p(-p) : x === 1 ? Math.log(p) : coin.logProb(x)),
    entropy: () => (p > 0 && p < 1 ? -p * Math.log(p) - (1 - p) * Math.log1p(-p) : 0),
    score: (x) => {
      if (x !== 0 && x !== 1) throw new RangeError(`x is ${x}: a Bernoulli variable is 0 or 1.`);
      return [x === 1 ? 1 / p : -1 / (1 - p)];
    },
  };
}

/** Running sums; the last is 1 whatever the rounding. */
function cumulative(p: readonly number[]): number[] {
  let sum = 0;
  return p.map((value, k) => (k === p.length - 1 ? 1 : Math.min((sum += value), 1)));
}
