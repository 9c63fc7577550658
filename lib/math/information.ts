import { checkDistribution, checkPair } from './check';

/** Σ_i p_i f(i) over the support of p, where 0 log 0 = 0. */
export function expectation(p: ArrayLike<number>, f: (i: number) => number): number {
  let sum = 0;
  for (let i = 0; i < p.length; i++) if (p[i]! > 0) sum += p[i]! * f(i);
  return sum;
}

/**
 * H(p) = −Σ p log p of a discrete distribution [K], in nats, in [0, log K].
 * @throws RangeError when `p` is not a distribution
 */
export function entropy(p: ArrayLike<number>): number {
  checkDistribution(p, 'p');
  return expectation(p, (i) => -Math.log(p[i]!));
}

/**
 * H(p, q) = −Σ p log q in nats, at least H(p); Infinity where q is 0 and p is not.
 * @throws RangeError when either is not a distribution, or their lengths differ
 */
export function crossEntropy(p: ArrayLike<number>, q: ArrayLike<number>): number {
  checkPair(p, q);
  return expectation(p, (i) => -Math.log(q[i]!));
}

/**
 * D_KL[p ‖ q] = Σ p log(p / q) in nats, at least 0, and 0 only for p = q; Infinity where q is 0 and p is not.
 * @throws RangeError when either is not a distribution, or their lengths differ
 */
export function klDivergence(p: ArrayLike<number>, q: ArrayLike<number>): number {
  checkPair(p, q);
  return expectation(p, (i) => Math.log(p[i]! / q[i]!));
}
