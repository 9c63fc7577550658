import { expect } from 'chai';
import {
  linearDiscriminator,
  logSoftmax,
  normalLogDensity,
  optimalLogits,
  optimalValue,
  sigmoid,
  tabularGAN,
} from 'saddlepoint';
import { expectNear } from '../math/near';

const LOG_4 = Math.log(4);
const times = <T>(n: number, f: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => f(i));
const grid = times(1201, (i) => -12 + i / 50);
const on = (logDensity: (x: number) => number) => logSoftmax(grid.map(logDensity)).map(Math.exp);
const gaussian = (mean: number, sigma: number) => on((x) => normalLogDensity(x, mean, sigma));
/** How far D is from D*, where there is data or are samples. */
const largestError = (p: number[], q: number[], logits: readonly number[]) => {
  const best = optimalLogits(p, q);
  const seen = grid.map((_, i) => i).filter((i) => p[i]! + q[i]! > 1e-5);
  return Math.max(...seen.map((i) => Math.abs(sigmoid(logits[i]!) - sigmoid(best[i]!))));
};

describe('G-03: the discriminator as a classifier of limited capacity', () => {
  const constant = grid.map(() => [1]);
  const linear = grid.map((x) => [1, x]);
  const quadratic = grid.map((x) => [1, x, x * x]);

  it('two Gaussians of one variance: a logistic regression is D*, to 1e-6', () => {
    const [p, q] = [gaussian(1, 1.5), gaussian(-1, 1.5)];
    const { weights, value, logits } = linearDiscriminator(linear, p, q);
    expectNear(weights, [0, 2 / 1.5 ** 2], 1e-6); // log p − log q = (μ₁ − μ₂) x / σ²
    expect(largestError(p, q, logits)).to.be.below(1e-6);
    expectNear(value, optimalValue(p, q));
  });

  it('of different variance: it is not, by more than .1, until it also sees x²', () => {
    const [p, q] = [gaussian(0.5, 1), gaussian(-0.5, 2)];
    const limited = linearDiscriminator(linear, p, q);
    expect(largestError(p, q, limited.logits)).to.be.above(0.1);
    expect(limited.value).to.be.below(optimalValue(p, q) - 0.05);
    const able = linearDiscriminator(quadratic, p, q);
    expect(largestError(p, q, able.logits)).to.be.below(1e-6);
    expectNear(able.value, optimalValue(p, q));
  });

  it('G-05, G-10: a constant D sees nothing; a linear D nothing but the means', () => {
    const [p, q] = [gaussian(0, 1), gaussian(0, 2)];
    expectNear(linearDiscriminator(constant, gaussian(3, 1), q).value, -LOG_4);
    expectNear(linearDiscriminator(linear, p, q).value, -LOG_4);
    expect(optimalValue(p, q)).to.be.above(-LOG_4 + 0.1);
  });

  it('learns from samples, each of weight 1 / N', () => {
    const x = times(400, (i) => (i % 2 === 0 ? 1 : -1) + 2 * Math.sin(7.3 * i * i));
    const weigh = (of: number) => x.map((_, i) => (i % 2 === of ? 1 / 200 : 0));
    const { logits } = linearDiscriminator(x.map((v) => [1, v]), weigh(0), weigh(1)); // prettier-ignore
    // at the maximum the mean of D over all samples is the share of real ones (the gradient by the constant is zero)
    expectNear(logits.reduce((sum, s) => sum + sigmoid(s), 0) / 400, 0.5);
  });

  it('says when there is no best one', () => {
    expect(() => linearDiscriminator([[1, -1], [1, 1]], [1, 0], [0, 1])).to.throw(Error, 'separate'); // prettier-ignore
    expect(() => linearDiscriminator([[1, 1], [2, 2]], [0.5, 0.5], [0.2, 0.8])).to.throw(Error, 'depend on one another'); // prettier-ignore
    expect(() => linearDiscriminator([[1]], [0.5, 0.5], [0.5, 0.5])).to.throw(RangeError, 'features has 1 entries');
    expect(() => linearDiscriminator([[1], [1, 2]], [0.5, 0.5], [0.5, 0.5])).to.throw(RangeError, 'features[1]');
  });
});

describe('G-10: a generator of limited capacity', () => {
  it('the best single Gaussian for two modes stays more than 0.1 nats above −log 4', () => {
    const p = on((x) => Math.log(Math.exp(normalLogDensity(x, -2, 0.5)) + Math.exp(normalLogDensity(x, 2, 0.5))));
    const means = times(31, (i) => i / 10);
    const sigmas = times(40, (i) => 0.2 + i / 10);
    const best = Math.min(...means.flatMap((mean) => sigmas.map((sigma) => optimalValue(p, gaussian(mean, sigma)))));
    expect(best).to.be.above(-LOG_4 + 0.1);
  });
});

describe('G-09: the tabular GAN', () => {
  const p = logSoftmax(times(20, (i) => 1.5 * Math.sin(7.3 * i * i))).map(Math.exp);

  it('reaches −log 4 within 1e-4 and a total variation below .01, never rising', () => {
    for (const start of [times(20, () => 0), times(20, (i) => 3 * Math.cos(5 * i))]) {
      const { history, q } = tabularGAN(p, { learningRate: 5, steps: 2000, start });
      expect(history).to.have.lengthOf(2001);
      const last = history.at(-1)!;
      expect(last.value).to.be.within(-LOG_4 - 1e-12, -LOG_4 + 1e-4);
      expect(last.totalVariation).to.be.below(0.01);
      expectNear(last.value, optimalValue(p, q));
      for (let t = 1; t < history.length; t++) expect(history[t]!.value).to.be.at.most(history[t - 1]!.value + 1e-14);
    }
  });

  it('reaches it with the non-saturating loss too', () => {
    const { history } = tabularGAN(p, { learningRate: 2, steps: 4000, loss: 'nonSaturating' });
    expect(history.at(-1)!.totalVariation).to.be.below(0.01);
  });

  it('says what is wrong with its input', () => {
    const config = { learningRate: 1, steps: 1 };
    expect(() => tabularGAN([0.5, 0.4], config)).to.throw(RangeError, 'p sums to 0.9');
    expect(() => tabularGAN([1, 0], config)).to.throw(RangeError, 'p[1] is 0');
    expect(() => tabularGAN([0.5, 0.5], { ...config, start: [0] })).to.throw(RangeError, 'start has 1 entries');
    expect(() => tabularGAN([0.5, 0.5], { ...config, learningRate: 0 })).to.throw(RangeError, 'learningRate is 0');
    expect(() => tabularGAN([0.5, 0.5], { ...config, steps: -1 })).to.throw(RangeError, 'steps is -1');
  });
});
