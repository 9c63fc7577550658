import { checkCount, checkDistribution, checkLength, checkPositive } from '../math/check';
import { totalVariation } from '../math/divergences';
import { softplus } from '../math/logistic';
import { logSoftmax } from '../math/log-sum-exp';
import { optimalLogits, optimalValue } from '../math/minimax';

export interface TabularGANConfig {
  /** of gradient descent on the generator's logits θ; curvature near the solution is max(p) / 2 */
  readonly learningRate: number;
  readonly steps: number;
  /** what G descends at an outcome where D* has the logit s: log(1 − σ(s)), or −log σ(s) */
  readonly loss?: 'saturating' | 'nonSaturating';
  /** the first θ [K]; zeros, the uniform distribution, unless said */
  readonly start?: readonly number[];
}

export interface TabularGAN {
  /** the generator's logits [K] and its distribution softmax(θ) [K] */
  readonly theta: readonly number[];
  readonly q: readonly number[];
  /** before each step, and after the last: C(G) in nats and the total variation between q and p */
  readonly history: readonly { readonly value: number; readonly totalVariation: number }[];
}

const PAYOFF = {
  saturating: (s: number) => -softplus(s),
  nonSaturating: (s: number) => softplus(-s),
};

/**
 * The game in which nothing is limited: G = softmax(θ) can be any distribution over K outcomes, and D is the optimal
 * discriminator of Goodfellow et al. 2014, proposition 1, at each step. With the saturating loss it is gradient descent
 * on C(G) = 2 JSD(p, q) − log 4, by Danskin's theorem: proposition 2.
 * @param p the data's distribution [K], positive everywhere
 * @throws RangeError for a p that is no distribution or has a zero, or sizes and rates that make no sense
 */
export function tabularGAN(p: readonly number[], config: TabularGANConfig): TabularGAN {
  const { learningRate, steps, loss = 'saturating', start = p.map(() => 0) } = config;
  checkDistribution(p, 'p');
  p.forEach((value, i) => {
    checkPositive(value, `p[${i}]`);
  });
  checkLength(start.length, p.length, 'start');
  checkPositive(learningRate, 'learningRate');
  checkCount(steps, 'steps', 0);
  let theta = [...start];
  const softmax = () => logSoftmax(theta).map(Math.exp);
  const measure = (q: readonly number[]) => ({ value: optimalValue(p, q), totalVariation: totalVariation(p, q) });
  const history = [measure(softmax())];
  for (let t = 0; t < steps; t++) {
    const q = softmax();
    const payoff = optimalLogits(p, q).map(PAYOFF[loss]); // D* is held still
    const baseline = q.reduce((sum, value, i) => sum + value * payoff[i]!, 0);
    theta = theta.map((value, i) => value - learningRate * q[i]! * (payoff[i]! - baseline));
    history.push(measure(softmax()));
  }
  return { theta, q: softmax(), history };
}
