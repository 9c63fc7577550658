import { checkPair } from './check';

/** Σ_i term(p_i, q_i) of two distributions over the same outcomes. */
function total(p: ArrayLike<number>, q: ArrayLike<number>, term: (p: number, q: number) => number): number {
  checkPair(p, q);
  let sum = 0;
  for (let i = 0; i < p.length; i++) sum += term(p[i]!, q[i]!);
  return sum;
}

/**
 * JSD(p, q) = ½ D_KL[p ‖ m] + ½ D_KL[q ‖ m] with m = ½ (p + q), in nats (Lin 1991): symmetric, from 0 (only for p = q)
 * to log 2 (only for disjoint supports). Its square root is a metric (Endres & Schindelin 2003). Exact to rounding also
 * where p and q hardly differ.
 * @throws RangeError when either is not a distribution, or their lengths differ
 */
export const jensenShannon = (p: ArrayLike<number>, q: ArrayLike<number>): number => total(p, q, jensenShannonTerm);

function jensenShannonTerm(p: number, q: number): number {
  if (p === 0 || q === 0) return ((p + q) * Math.LN2) / 2;
  const m = (p + q) / 2;
  const r = (p - q) / (p + q);
  if (Math.abs(r) > 0.5) return (p * Math.log(p / m) + q * Math.log(q / m)) / 2;
  // the same with p = m (1 + r) and q = m (1 − r): the terms of first order in r, which cancel, are left out
  return (m / 2) * (Math.log1p(-r * r) + 2 * r * Math.atanh(r));
}

/**
 * TV(p, q) = ½ Σ |p − q| in [0, 1]: the largest difference between the probabilities that p and q give to one event.
 * The best classifier of samples from p and q, equally often shown, is right with probability ½ (1 + TV).
 * @throws RangeError when either is not a distribution, or their lengths differ
 */
export const totalVariation = (p: ArrayLike<number>, q: ArrayLike<number>): number =>
  total(p, q, (a, b) => Math.abs(a - b) / 2);

/**
 * The Hellinger distance √(½ Σ (√p − √q)²), a metric in [0, 1]; its square lies below TV, and TV below √2 times it.
 * @throws RangeError when either is not a distribution, or their lengths differ
 */
export const hellinger = (p: ArrayLike<number>, q: ArrayLike<number>): number =>
  Math.sqrt(total(p, q, (a, b) => (Math.sqrt(a) - Math.sqrt(b)) ** 2 / 2));

/**
 * Pearson's χ²(p, q) = Σ (p − q)² / q, at least D_KL[p ‖ q]; Infinity where q is 0 and p is not.
 * @throws RangeError when either is not a distribution, or their lengths differ
 */
export const chiSquared = (p: ArrayLike<number>, q: ArrayLike<number>): number =>
  total(p, q, (a, b) => (a === b ? 0 : (a - b) ** 2 / b));
