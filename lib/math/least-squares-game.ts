// Mao et al. 2017, "Least squares generative adversarial networks", arXiv:1611.04076, section 3.2.
import { checkPair } from './check';

/**
 * The judgement that minimises p (s - b)^2 + q (s - a)^2 at one x: (b p + a q) / (p + q), equation 5. With targets 0 and 1
 * it is the probability that x is real.
 * @param p density of the data at x @param q density of the generator; not both 0
 * @param targets a for generated data, b for real ones; 0 and 1 unless said
 */
export const bestLeastSquaresScore = (p: number, q: number, { a, b } = { a: 0, b: 1 }): number =>
  (b * p + a * q) / (p + q);

/**
 * What the best discriminator pays, with targets 0 and 1: 1/2 sum p q / (p + q), between 0 where p and q share no outcome
 * and 1/4 where they are equal.
 * @param p distribution of the data @param q distribution of the generator, over the same outcomes
 * @throws RangeError unless both are distributions over the same outcomes
 */
export function leastSquaresValue(p: readonly number[], q: readonly number[]): number {
  checkPair(p, q);
  return p.reduce((sum, pk, k) => sum + (pk > 0 ? (pk * q[k]!) / (pk + q[k]!) / 2 : 0), 0);
}
