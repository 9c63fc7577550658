/**
 * log Σ_i exp(a_i), with the largest a_i taken out of the sum so that nothing overflows or underflows:
 * logSumExp([-1000, -1000]) is -1000 + log 2.
 * @param a log-values in nats; −Infinity is the log of zero
 * @throws RangeError when `a` is empty or holds NaN
 */
export function logSumExp(a: ArrayLike<number>): number {
  const max = largest(a);
  if (Number.isNaN(max))
    throw new RangeError(`Log-value ${Array.from(a).findIndex(Number.isNaN)} is NaN: look where it was computed.`);
  if (Math.abs(max) === Infinity) return max;
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Math.exp(a[i]! - max);
  return max + Math.log(sum);
}

/**
 * Puts exp(a_i − logSumExp(a)) in the place of every a_i, where that is finite: unnormalised log-probabilities ->
 * probabilities, with one exponential each.
 * @returns logSumExp(a) as it was; NaN where a value is
 */
export function softmaxInPlace(a: number[]): number {
  const max = largest(a);
  if (!Number.isFinite(max)) return max;
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] = Math.exp(a[i]! - max);
  for (let i = 0; i < a.length; i++) a[i]! /= sum;
  return max + Math.log(sum);
}

/** NaN where a value is. */
function largest(a: ArrayLike<number>): number {
  if (a.length === 0) throw new RangeError('logSumExp of no values: give it at least one log-value.');
  let max = -Infinity;
  for (let i = 0; i < a.length; i++) {
    const value = a[i]!;
    if (value > max || Number.isNaN(value)) max = value; // nothing is more than NaN
  }
  return max;
}

/** log of the mean of exp(a_i); see {@link logSumExp}. */
export const logMeanExp = (a: ArrayLike<number>): number => logSumExp(a) - Math.log(a.length);

/**
 * a_i − logSumExp(a): unnormalised log-probabilities (logits) [K] -> log-probabilities [K].
 * @throws RangeError when `a` is empty, holds NaN, or has no finite largest value
 */
export function logSoftmax(a: ArrayLike<number>): number[] {
  const total = logSumExp(a);
  if (Math.abs(total) === Infinity)
    throw new RangeError(`The largest log-value is ${total}: nothing finite to normalise by.`);
  return Array.from(a, (value) => value - total);
}
