/** How far from 1 the sum of a distribution given by a user may be. */
const SUM_TOLERANCE = 1e-8;

/** @throws RangeError unless `p` is a probability distribution: entries in [0, 1] that sum to one */
export function checkDistribution(p: ArrayLike<number>, name: string): void {
  let sum = 0;
  for (let i = 0; i < p.length; i++) {
    const value = p[i]!;
    if (!(value >= 0)) throw new RangeError(`${name}[${i}] is ${value}: a probability is a number from 0 to 1.`);
    sum += value;
  }
  if (!(Math.abs(sum - 1) <= SUM_TOLERANCE))
    throw new RangeError(`${name} sums to ${sum}, not to 1: divide it by its sum.`);
}

/** @throws RangeError unless `value` is a finite number greater than zero */
export function checkPositive(value: number, name: string): void {
  if (!(value > 0 && value < Infinity)) throw new RangeError(`${name} is ${value}: it must be greater than 0.`);
}

/** @throws RangeError unless `value` is a finite number */
export function checkFinite(value: number, name: string): void {
  if (!Number.isFinite(value)) throw new RangeError(`${name} is ${value}: it must be a finite number.`);
}

/** @throws RangeError when `value` is NaN; infinities are numbers here */
export function checkNumber(value: number, name: string): void {
  if (Number.isNaN(value)) throw new RangeError(`${name} is NaN: look where it was computed.`);
}

/** @throws RangeError unless `value` lies in [0, 1] */
export function checkProbability(value: number, name: string): void {
  if (!(value >= 0 && value <= 1)) throw new RangeError(`${name} is ${value}: a probability is a number from 0 to 1.`);
}

/** @throws RangeError unless `value` is a whole number, at least `least` */
export function checkCount(value: number, name: string, least = 1): void {
  if (!(Number.isInteger(value) && value >= least))
    throw new RangeError(`${name} is ${value}: it must be a whole number, ${least} or more.`);
}

/** @throws RangeError unless both have the same length */
export function checkLength(actual: number, expected: number, name: string): void {
  if (actual !== expected) throw new RangeError(`${name} has ${actual} entries where ${expected} are needed.`);
}

/** @throws RangeError unless `p` and `q` are distributions over the same outcomes */
export function checkPair(p: ArrayLike<number>, q: ArrayLike<number>): void {
  checkDistribution(p, 'p');
  checkDistribution(q, 'q');
  checkLength(q.length, p.length, 'q');
}
