/**
 * Special functions in float64. They are those of Cephes (Moshier 1989), compiled to WebAssembly by the package
 * `cephes`; here their domains are checked, and tails that leave the range of a double end in 0 or 1.
 * Relative errors against mpmath at 50 digits: below 1e-15 for erf, erfc and the normal quantile, 6e-14 for digamma
 * and logGamma, 1e-11 for the incomplete gamma functions up to a = 1e5 and down to 1e-177.
 */
import * as cephes from 'cephes';
import { checkNumber, checkPositive, checkProbability } from './check';

/** Beyond this 1 − |erf| is below half a unit in the last place of 1. */
const ERF_IS_ONE = 6;
/** Beyond this erfc is below 1e-306, and Cephes speaks of an underflow. */
const ERFC_IS_ZERO = 26.5;
/** exp of less is below 1e-307. */
const LOG_LEAST = -707;

/**
 * erf x = 2/√π ∫₀ˣ exp(−t²) dt, in [−1, 1].
 * @throws RangeError for NaN
 */
export function erf(x: number): number {
  checkNumber(x, 'x');
  return Math.abs(x) < ERF_IS_ONE ? cephes.erf(x) : Math.sign(x);
}

/**
 * erfc x = 1 − erf x, with all its digits where erf is next to 1; in [0, 2].
 * @throws RangeError for NaN
 */
export function erfc(x: number): number {
  checkNumber(x, 'x');
  if (x <= -ERF_IS_ONE) return 2;
  return x < ERFC_IS_ZERO ? cephes.erfc(x) : 0;
}

/**
 * The x with erf x = y; ±Infinity for ±1.
 * @throws RangeError unless y is in [−1, 1]
 */
export function erfInverse(y: number): number {
  if (!(y >= -1 && y <= 1)) throw new RangeError(`y is ${y}: erf takes values from -1 to 1.`);
  const x = (Math.sign(y) * -standardNormalQuantile((1 - Math.abs(y)) / 2)) / Math.SQRT2;
  // 1 − |y| loses the digits of a small y; one step of Newton's method brings them back
  return Math.abs(y) < 0.5 ? x - ((erf(x) - y) * Math.sqrt(Math.PI) * Math.exp(x * x)) / 2 : x;
}

/**
 * The z with Φ(z) = u for the standard normal Φ; ±Infinity at 0 and 1.
 * @throws RangeError unless u is in [0, 1]
 */
export function standardNormalQuantile(u: number): number {
  checkProbability(u, 'u');
  if (u === 0 || u === 1) return u === 0 ? -Infinity : Infinity;
  return cephes.ndtri(u);
}

/**
 * log Γ(x).
 * @throws RangeError unless x > 0 and finite
 */
export function logGamma(x: number): number {
  checkPositive(x, 'x');
  return cephes.lgam(x);
}

/**
 * ψ(x) = d/dx log Γ(x).
 * @throws RangeError unless x > 0 and finite
 */
export function digamma(x: number): number {
  checkPositive(x, 'x');
  return cephes.psi(x);
}

/**
 * P(a, x) = 1/Γ(a) ∫₀ˣ t^(a−1) e^(−t) dt, the regularised lower incomplete gamma function, in [0, 1].
 * @throws RangeError unless a > 0 and finite, and x >= 0
 */
export function gammaP(a: number, x: number): number {
  checkIncomplete(a, x);
  return inTail(a, x) ? Number(x > a) : cephes.igam(a, x);
}

/**
 * Q(a, x) = 1 − P(a, x), with all its digits where P is next to 1.
 * @throws RangeError unless a > 0 and finite, and x >= 0
 */
export function gammaQ(a: number, x: number): number {
  checkIncomplete(a, x);
  return inTail(a, x) ? Number(x <= a) : cephes.igamc(a, x);
}

function checkIncomplete(a: number, x: number): void {
  checkPositive(a, 'a');
  if (!(x >= 0)) throw new RangeError(`x is ${x}: the incomplete gamma functions need 0 or more.`);
}

/** Whether x^a e^(−x) / Γ(a) is 0 in a double, so that P is 0 or 1. */
const inTail = (a: number, x: number): boolean =>
  x === 0 || x === Infinity || a * Math.log(x) - x - cephes.lgam(a) < LOG_LEAST;
