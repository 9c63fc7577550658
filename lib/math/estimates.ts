import { softplus } from './logistic';

/** A mean over independent samples, and the standard deviation that this mean has. */
export interface Estimate {
  readonly value: number;
  readonly standardError: number;
}

/**
 * D_KL[p ‖ q] in nats from log p(x) − log q(x) at samples x ~ p; unbiased, and unlike the divergence it may be negative.
 * @param logRatios [N], N >= 2
 * @throws RangeError for fewer than two numbers, or NaN
 */
export function sampledKL(logRatios: ArrayLike<number>): Estimate {
  return meanOf(logRatios, 'logRatios');
}

/**
 * JSD(p, q) in nats from a discriminator's logits at samples of p and of q: ½ (V + log 4). With the logits of D*,
 * log p(x) − log q(x), it is unbiased; with those of any other discriminator its expectation is a lower bound.
 * @param real logits at samples of p [N], N >= 2
 * @param fake logits at samples of q [M], M >= 2
 * @throws RangeError for fewer than two numbers, or NaN
 */
export function sampledJensenShannon(real: ArrayLike<number>, fake: ArrayLike<number>): Estimate {
  const ofReal = meanOf(real, 'real', (s) => -softplus(-s));
  const ofFake = meanOf(fake, 'fake', (s) => -softplus(s));
  return {
    value: (ofReal.value + ofFake.value) / 2 + Math.LN2,
    standardError: Math.hypot(ofReal.standardError, ofFake.standardError) / 2,
  };
}

/**
 * The mean of f over samples, with its standard error.
 * @param name of the samples, for messages
 * @throws RangeError for fewer than two samples, or where f is NaN
 */
export function meanOf(samples: ArrayLike<number>, name: string, f: (s: number) => number = (s) => s): Estimate {
  const n = samples.length;
  if (n < 2) throw new RangeError(`${name} has ${n} entries: an estimate with its error needs at least two.`);
  const values = Array.from(samples, f);
  const wrong = values.findIndex(Number.isNaN);
  if (wrong >= 0) throw new RangeError(`${name}[${wrong}] is NaN: look where it was computed.`);
  const value = values.reduce((sum, v) => sum + v, 0) / n;
  const squares = values.reduce((sum, v) => sum + (v - value) ** 2, 0);
  return { value, standardError: Math.sqrt(squares / (n - 1) / n) };
}
