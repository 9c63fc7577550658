import { checkDistribution, checkLength, checkPositive } from '../math/check';
import { gammaP, gammaQ } from '../math/special';

/** Of a test: what it measured, and the probability that it would be as large or larger by chance alone. */
export interface TestResult {
  readonly statistic: number;
  readonly pValue: number;
}

/**
 * Kolmogorov and Smirnov's test that samples were drawn from a continuous distribution: the statistic is the largest
 * distance between their empirical CDF and F; the p-value is that of many samples (1,000 and more).
 * @param cdf F, continuous: for a discrete distribution the test rejects too rarely
 * @throws RangeError when there are no samples, or one is NaN
 */
export function kolmogorovSmirnov(samples: readonly number[], cdf: (x: number) => number): TestResult {
  const n = samples.length;
  if (n === 0) throw new RangeError('There are no samples: give at least one.');
  const statistic = Float64Array.from(samples)
    .sort()
    .reduce((largest, x, i) => {
      const F = cdf(x);
      return Math.max(largest, (i + 1) / n - F, F - i / n);
    }, 0);
  return { statistic, pValue: kolmogorovTail(Math.sqrt(n) * statistic) };
}

/** P[K > t] of the limit distribution: 2 Σ (−1)^(k−1) exp(−2 k² t²), or its dual series where that is slow. */
function kolmogorovTail(t: number): number {
  const odd = [1, 3, 5, 7];
  if (t < 1) {
    if (t === 0) return 1;
    const terms = odd.map((k) => Math.exp(-((k * Math.PI) ** 2) / (8 * t * t)));
    return 1 - (Math.sqrt(2 * Math.PI) / t) * terms.reduce((a, b) => a + b);
  }
  return 2 * [1, 2, 3, 4, 5].reduce((sum, k) => sum - (-1) ** k * Math.exp(-2 * (k * t) ** 2), 0);
}

/**
 * Pearson's chi-squared test that counts have these probabilities, with K − 1 degrees of freedom. Each expected count
 * should be 5 or more.
 * @param counts [K]
 * @param probabilities [K], a distribution without zeros
 * @throws RangeError when the probabilities are no distribution or hold a zero, lengths differ, or nothing was counted
 */
export function chiSquaredTest(counts: readonly number[], probabilities: readonly number[]): TestResult {
  checkDistribution(probabilities, 'probabilities');
  checkLength(counts.length, probabilities.length, 'counts');
  const n = counts.reduce((a, b) => a + b, 0);
  checkPositive(n, 'The sum of the counts');
  const statistic = counts.reduce((sum, count, k) => {
    checkPositive(probabilities[k]!, `probabilities[${k}]`);
    const expected = n * probabilities[k]!;
    return sum + (count - expected) ** 2 / expected;
  }, 0);
  return { statistic, pValue: gammaQ((counts.length - 1) / 2, statistic / 2) };
}

/**
 * The test that normal samples have this variance: (n − 1) s² / variance is chi-squared with n − 1 degrees of freedom.
 * The p-value counts both sides.
 * @throws RangeError when there are fewer than two samples, or the variance is not positive
 */
export function varianceTest(samples: readonly number[], variance: number): TestResult {
  checkPositive(variance, 'variance');
  const n = samples.length;
  if (n < 2) throw new RangeError(`There are ${n} samples: a variance needs at least two.`);
  const mean = samples.reduce((a, b) => a + b, 0) / n;
  const statistic = samples.reduce((sum, x) => sum + (x - mean) ** 2, 0) / variance;
  const [a, x] = [(n - 1) / 2, statistic / 2];
  return { statistic, pValue: Math.min(1, 2 * Math.min(gammaP(a, x), gammaQ(a, x))) };
}
