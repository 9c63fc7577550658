import { expect } from 'chai';
import { elboEstimates, Gaussian, inferenceGaps, LinearGaussian, seed } from 'saddlepoint';
import { expectNear } from './near';

const model = new LinearGaussian([[2, 0.3], [1, -0.5], [0.2, 0.6]]); // prettier-ignore
const x = [1.5, -0.4, 0.8];
const posterior = model.posterior(x);
const diagonal = (mean: readonly number[], v: readonly number[]): Gaussian =>
  new Gaussian(mean, v.map((a, i) => v.map((_, j) => (i === j ? a : 0)))); // prettier-ignore
const mean = (v: Float64Array): number => v.reduce((a, b) => a + b) / v.length;
const variance = (v: Float64Array): number => {
  const centre = mean(v);
  return v.reduce((a, b) => a + (b - centre) ** 2, 0) / v.length;
};

describe('C-10: the gaps of an encoder', () => {
  it('are what is missing to log p(x); the best factorised q has only the first, any other both', () => {
    const precision = posterior.precision();
    const best = diagonal(posterior.mean, precision.map((row, i) => 1 / row[i]!)); // prettier-ignore
    expectNear(inferenceGaps(posterior, best).amortisation, 0, 1e-12);
    for (const shift of [0.1, 0.5]) {
      const q = diagonal(posterior.mean.map((m) => m + shift), [0.4, 0.9]); // prettier-ignore
      const { approximation, amortisation } = inferenceGaps(posterior, q);
      expect(approximation).to.be.above(0);
      expect(amortisation).to.be.above(0);
      expectNear(approximation + amortisation, q.kl(posterior));
    }
  });

  it('of the encoder g(x) = α Wᵀ x: between 0 and 2 nats on the mean, as its closed form says', () => {
    seed(31);
    const W = [[2, 0], [0, 0.7], [0, 0]]; // prettier-ignore
    const axes = new LinearGaussian(W);
    const g = [4, 0.49]; // the eigenvalues of WᵀW, on the axes
    const sum = (f: (g: number) => number): number => g.reduce((s, v) => s + f(v), 0);
    const alpha = sum((v) => v * (1 + v)) / sum((v) => v * (1 + v) ** 2);
    const expected = 0.5 * sum((v) => v * (alpha * (1 + v) - 1) ** 2);
    const gaps = Array.from({ length: 20_000 }, () => {
      const { x: point } = axes.sample();
      const q = diagonal([0, 1].map((j) => alpha * W.reduce((s, row, i) => s + row[j]! * point[i]!, 0)), g.map((v) => 1 / (1 + v))); // prettier-ignore
      return inferenceGaps(axes.posterior(point), q).amortisation;
    });
    expect(Math.min(...gaps)).to.be.at.least(-1e-12);
    const average = gaps.reduce((a, b) => a + b) / gaps.length;
    expect(average).to.be.within(0, 2);
    expect(average / expected).to.be.closeTo(1, 0.05);
  });

  it('are not defined for a correlated q', () => {
    expect(() => inferenceGaps(posterior, posterior)).to.throw(RangeError, 'a factorised q has zeros there');
  });
});

describe('C-11: the ELBO in two forms', () => {
  it('both estimate log p(x) − KL, within 3 standard errors of 100,000 draws; the KL form varies less at a narrow q', () => {
    seed(32);
    const q = diagonal([0.6, -0.1], [0.01, 0.02]);
    const { joint, kl } = elboEstimates(model, x, q, 100_000);
    const exact = model.marginal.logDensity(x) - q.kl(posterior);
    for (const form of [joint, kl]) expect(mean(form)).to.be.closeTo(exact, 3 * Math.sqrt(variance(form) / 1e5));
    expect(variance(kl)).to.be.below(variance(joint));
  });

  it('at the posterior every draw of the joint form is log p(x), and the KL form still varies', () => {
    seed(33);
    const { joint, kl } = elboEstimates(model, x, posterior, 100);
    for (const value of joint) expectNear(value, model.marginal.logDensity(x));
    expect(variance(kl)).to.be.above(0.1);
  });

  it('say what is wrong with their input', () => {
    expect(() => elboEstimates(model, x, posterior, 0)).to.throw(RangeError, 'samples is 0');
    expect(() => elboEstimates(model, [1], posterior, 1)).to.throw(RangeError, 'x has 1 entries where 3');
  });
});
