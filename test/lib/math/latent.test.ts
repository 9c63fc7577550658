import { expect } from 'chai';
import {
  Gaussian,
  importanceLogWeights,
  LinearGaussian,
  logMeanExp,
  meanField,
  normalLogDensity,
  seed,
  standardNormal,
  trapezoid,
} from 'saddlepoint';
import { expectNear } from './near';

const normals = (rows: number, columns: number) =>
  Array.from({ length: rows }, () => Array.from({ length: columns }, standardNormal));

describe('C-01: the linear latent-variable model', () => {
  const W = [[1, 0.5], [-0.7, 1.2], [0.3, 2]]; // prettier-ignore
  const model = new LinearGaussian(W);

  it('has covariance W Wᵀ + I: 100,000 samples within 3 %', () => {
    seed(1);
    const n = 100_000;
    const draws = Array.from({ length: n }, () => model.sample().x);
    const scale = Math.max(...model.marginal.covariance.flat());
    model.marginal.covariance.forEach((row, i) => {
      row.forEach((expected, j) => {
        const got = draws.reduce((sum, x) => sum + x[i]! * x[j]!, 0) / n;
        expect(got).to.be.closeTo(expected, 0.03 * scale);
      });
    });
  });

  it('satisfies p(x) p(z | x) = p(x, z) = p(z) p(x | z) to 1e-8, at any x and z', () => {
    seed(2);
    for (let i = 0; i < 100; i++) {
      const { x, z } = model.sample();
      const joint = model.logJoint(x, z);
      expectNear(model.marginal.logDensity(x) + model.posterior(x).logDensity(z), joint, 1e-8);
      const likelihood = W.map((row, d) => normalLogDensity(x[d]!, row[0]! * z[0]! + row[1]! * z[1]!, 1));
      expectNear(model.prior.logDensity(z) + likelihood.reduce((a, b) => a + b), joint, 1e-8);
    }
  });

  it('says what is wrong with its input', () => {
    expect(() => new LinearGaussian([])).to.throw(RangeError, 'at least one row');
    expect(() => new LinearGaussian([[1, 2], [3]])).to.throw(RangeError, 'rows of one length');
    expect(() => model.posterior([1, 2])).to.throw(RangeError, 'x has 2 entries where 3');
    expect(() => model.logJoint([1, 2, 3], [1])).to.throw(RangeError, 'z has 1 entries where 2');
  });
});

describe('C-02: the marginal likelihood', () => {
  it('in one dimension, with a bent f: quadrature and 100,000 prior samples agree within 1 %', () => {
    seed(3);
    const x = 0.8;
    const logJoint = (z: number) => normalLogDensity(z, 0, 1) + normalLogDensity(x, z + Math.sin(3 * z), 1);
    const exact = trapezoid((z) => Math.exp(logJoint(z)), -10, 10, 400);
    expectNear(exact, trapezoid((z) => Math.exp(logJoint(z)), -12, 12, 900)); // prettier-ignore
    const weights = importanceLogWeights(([z]) => logJoint(z!), new Gaussian([0], [[1]]), 100_000);
    expect(Math.exp(logMeanExp(weights)) / exact).to.be.closeTo(1, 0.01);
  });

  it('in 20 dimensions: 10,000 prior samples are more than 5 nats off, the exact posterior has no variance', () => {
    seed(4);
    const model = new LinearGaussian(normals(20, 20));
    const { x } = model.sample();
    const exact = model.marginal.logDensity(x);
    const joint = (z: number[]) => model.logJoint(x, z);
    expect(Math.abs(logMeanExp(importanceLogWeights(joint, model.prior, 10_000)) - exact)).to.be.above(5);
    for (const weight of importanceLogWeights(joint, model.posterior(x), 100)) expectNear(weight, exact, 1e-8);
  });

  it('says what is wrong with its input', () => {
    expect(() => importanceLogWeights(() => 0, new Gaussian([0], [[1]]), 0)).to.throw(RangeError, 'samples is 0');
    expect(() => trapezoid(Math.exp, 1, 0, 10)).to.throw(RangeError, 'from 1 to 0');
    expect(() => trapezoid(Math.exp, 0, 1, 1.5)).to.throw(RangeError, 'intervals is 1.5');
  });
});

describe('C-09: the mean-field Gaussian', () => {
  it('has the exact means and the variances 1 / Λ_ii, never above the true ones, to 1e-6', () => {
    seed(5);
    for (let i = 0; i < 20; i++) {
      const target = new LinearGaussian(normals(4, 3)).posterior(normals(1, 4)[0]!);
      const { q } = meanField(target, normals(1, 3)[0]!);
      expectNear(q.mean, target.mean, 1e-6);
      target.precision().forEach((row, d) => {
        expectNear(q.covariance[d]![d]!, 1 / row[d]!, 1e-6);
        expect(q.covariance[d]![d]).to.be.at.most(target.covariance[d]![d]! + 1e-12);
      });
    }
  });

  it('is a minimum of the KL divergence, approached without a step back', () => {
    const target = new Gaussian([1, -2], [[1, 0.9], [0.9, 1]]); // prettier-ignore
    const { q, path } = meanField(target, [4, 4]);
    const distances = path.map((mean) => new Gaussian(mean, q.covariance).kl(target));
    for (let s = 1; s < distances.length; s++) expect(distances[s]).to.be.at.most(distances[s - 1]! + 1e-12);
    const least = q.kl(target);
    for (const factor of [0.8, 1.25]) {
      const scaled = q.covariance.map((row) => row.map((v) => v * factor));
      expect(new Gaussian(q.mean, scaled).kl(target)).to.be.above(least);
    }
    expectNear(least, -0.5 * Math.log(1 - 0.9 ** 2)); // the mutual information of the two coordinates
  });

  it('says what is wrong with its input', () => {
    const target = new Gaussian([0], [[1]]);
    expect(() => meanField(target, [1, 2])).to.throw(RangeError, 'start has 2 entries where 1');
    expect(() => meanField(target, [1], { sweeps: -1 })).to.throw(RangeError, 'sweeps is -1');
    expect(meanField(target, [1], { sweeps: 0 }).path).to.deep.equal([[1]]);
  });
});
