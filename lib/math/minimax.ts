import { checkLength, checkPair } from './check';
import { jensenShannon } from './divergences';
import { expectation } from './information';
import { softplus } from './logistic';

const LOG_4 = Math.log(4);

/**
 * V(G, D) = Σ p log D + Σ q log(1 − D) in nats, at most 0 (Goodfellow et al. 2014, equation 1), for data p and
 * generator q over the same K outcomes. D = σ(s) is given by its logits s, which may be as large as they like, and
 * infinite where the player that it condemns never is.
 * @param logits [K]
 * @throws RangeError when p or q is not a distribution, the lengths differ, or a logit is NaN
 */
export function minimaxValue(p: ArrayLike<number>, q: ArrayLike<number>, logits: ArrayLike<number>): number {
  checkPair(p, q);
  checkLength(logits.length, p.length, 'logits');
  for (let i = 0; i < logits.length; i++)
    if (Number.isNaN(logits[i])) throw new RangeError(`logits[${i}] is NaN: look where it was computed.`);
  return expectation(p, (i) => -softplus(-logits[i]!)) + expectation(q, (i) => -softplus(logits[i]!));
}

/**
 * The logits log p − log q of the optimal discriminator D* = p / (p + q) (Goodfellow et al. 2014, proposition 1): [K],
 * ±Infinity where one of them is 0, and 0, that is D = ½, where both are and D* may be anything.
 * @throws RangeError when either is not a distribution, or their lengths differ
 */
export function optimalLogits(p: ArrayLike<number>, q: ArrayLike<number>): number[] {
  checkPair(p, q);
  return Array.from(p, (value, i) => (value === q[i] ? 0 : Math.log(value) - Math.log(q[i]!)));
}

/**
 * C(G) = max_D V(G, D) = 2 JSD(p, q) − log 4 in nats (Goodfellow et al. 2014, theorem 1): from −log 4, only for q = p,
 * to 0, for disjoint supports.
 * @throws RangeError when either is not a distribution, or their lengths differ
 */
export const optimalValue = (p: ArrayLike<number>, q: ArrayLike<number>): number => 2 * jensenShannon(p, q) - LOG_4;

/**
 * The gradient of C by q: log(1 − D*) at each outcome, [K], at most 0. By Danskin's theorem it is the derivative of V
 * by q with D* held still. −Infinity where q is 0 and p is not.
 * @throws RangeError when either is not a distribution, or their lengths differ
 */
export const danskinGradient = (p: ArrayLike<number>, q: ArrayLike<number>): number[] =>
  optimalLogits(p, q).map((s) => -softplus(s));
