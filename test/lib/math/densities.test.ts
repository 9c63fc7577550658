import { expect } from 'chai';
import {
  categorical,
  crossEntropy,
  entropy,
  Gaussian,
  klDivergence,
  kMeansPlusPlus,
  logMeanExp,
  logSoftmax,
  logSumExp,
  normalLogDensity,
  seed,
  standardNormal,
} from 'saddlepoint';
import golden from '../../golden/em.json';
import { expectNear } from './near';

describe('log-sum-exp', () => {
  it('agrees with SciPy, also where exp() over- or underflows', () => {
    for (const { a, logSumExp: total, logSoftmax: logs } of golden.logSumExp) {
      expectNear(logSumExp(a), total);
      expectNear(logSoftmax(a), logs);
    }
  });

  it('knows the log of zero, and shifts with its inputs', () => {
    expect(logSumExp([-Infinity, -Infinity])).to.equal(-Infinity);
    expect(logSumExp(new Float64Array([-Infinity, 3]))).to.equal(3);
    expect(logSumExp([Infinity, 3])).to.equal(Infinity);
    expectNear(logSumExp([1, 2, 3].map((v) => v - 1e4)) + 1e4, logSumExp([1, 2, 3]));
    expectNear(logMeanExp([-2000, -2000, -2000]), -2000);
  });

  it('says what is wrong with its input', () => {
    expect(() => logSumExp([])).to.throw(RangeError, 'at least one');
    expect(() => logSumExp([0, NaN])).to.throw(RangeError, 'Log-value 1 is NaN');
    expect(() => logSoftmax([-Infinity, -Infinity])).to.throw(RangeError, 'nothing finite');
  });
});

describe('entropy, cross-entropy and KL divergence', () => {
  const { p, q } = golden.information;

  it('agree with SciPy, zeros included', () => {
    expectNear(entropy(p), golden.information.entropy);
    expectNear(crossEntropy(p, q), golden.information.crossEntropy);
    expectNear(klDivergence(p, q), golden.information.kl);
  });

  it('have their closed forms', () => {
    expectNear(entropy([0.25, 0.25, 0.25, 0.25]), Math.log(4));
    expect(entropy([0, 1])).to.equal(0);
    expect(klDivergence(q, q)).to.equal(0);
    expect(klDivergence(q, p)).to.equal(Infinity); // p is 0 where q is not
    expectNear(crossEntropy(p, q), entropy(p) + klDivergence(p, q));
  });

  it('say what is wrong with their input', () => {
    expect(() => entropy([0.5, 0.4])).to.throw(RangeError, 'sums to 0.9');
    expect(() => entropy([1.5, -0.5])).to.throw(RangeError, 'p[1] is -0.5');
    expect(() => entropy([])).to.throw(RangeError, 'sums to 0');
    expect(() => klDivergence([0.5, 0.5], [NaN, 1])).to.throw(RangeError, 'q[0] is NaN');
    expect(() => crossEntropy([0.5, 0.5], [1])).to.throw(RangeError, 'q has 1 entries where 2 are needed');
  });
});

describe('Gaussian densities', () => {
  it('agree with SciPy in 1, 2 and 5 dimensions', () => {
    for (const g of golden.gaussians) {
      const gaussian = new Gaussian(g.mean, g.covariance);
      expectNear(
        g.x.map((x) => gaussian.logDensity(x)),
        g.logDensity,
      );
      expectNear(gaussian.entropy(), g.entropy);
      expectNear(gaussian.precision(), g.precision);
      expectNear(gaussian.kl(new Gaussian(g.otherMean, g.otherCovariance)), g.kl);
      expectNear(gaussian.kl(gaussian), 0);
    }
    const { x, mean, sigma, logDensity } = golden.normal;
    expectNear(
      x.map((value, i) => normalLogDensity(value, mean[i]!, sigma[i]!)),
      logDensity,
    );
  });

  it('draw what they say: moments of 40,000 draws within 5 standard errors', () => {
    seed(4);
    const n = 40_000;
    const { mean, covariance } = golden.gaussians[1]!;
    const gaussian = new Gaussian(mean, covariance);
    const draws = Array.from({ length: n }, () => gaussian.whiten(gaussian.sample()));
    for (const [i, j] of [
      [0, 0],
      [0, 1],
      [1, 1],
    ] as const)
      // prettier-ignore
      expect(draws.reduce((sum, z) => sum + z[i]! * z[j]!, 0) / n).to.be.closeTo(i === j ? 1 : 0, 5 * Math.sqrt(2 / n));
    for (const i of [0, 1]) expect(draws.reduce((sum, z) => sum + z[i]!, 0) / n).to.be.closeTo(0, 5 / Math.sqrt(n));
    const noise = Array.from({ length: n }, standardNormal);
    expect(noise.reduce((sum, z) => sum + z ** 4, 0) / n).to.be.closeTo(3, 5 * Math.sqrt(96 / n));
  });

  it('say what is wrong with their parameters', () => {
    const eye = [[1, 0], [0, 1]]; // prettier-ignore
    expect(() => normalLogDensity(0, 0, 0)).to.throw(RangeError, 'sigma is 0');
    expect(() => normalLogDensity(0, 0, -1)).to.throw(RangeError, 'sigma is -1');
    expect(() => new Gaussian([], [])).to.throw(RangeError, 'mean is empty');
    expect(() => new Gaussian([0, NaN], eye)).to.throw(RangeError, 'not finite');
    expect(() => new Gaussian([0], eye)).to.throw(RangeError, 'The covariance has 2 entries where 1 are needed');
    expect(() => new Gaussian([0, 0], [[1, 0.5], [0.2, 1]])).to.throw(RangeError, 'not symmetric'); // prettier-ignore
    expect(() => new Gaussian([0, 0], [[1, 2], [2, 1]])).to.throw(RangeError, 'not positive definite'); // prettier-ignore
    expect(() => new Gaussian([0], [[NaN]])).to.throw(RangeError, '[0][0] is NaN');
    expect(() => new Gaussian([0, 0], eye).logDensity([1])).to.throw(RangeError, 'x has 1 entries');
    expect(() => new Gaussian([0, 0], eye).kl(new Gaussian([0], [[1]]))).to.throw(RangeError, 'has 1 entries where 2');
  });
});

describe('random choices', () => {
  it('follow their weights: counts of 20,000 draws within 5 standard deviations, never a weight of zero', () => {
    seed(5);
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < 20_000; i++) counts[categorical([0, 1, 3, 0])]! += 1;
    expect([counts[0], counts[3]]).to.deep.equal([0, 0]);
    expect(counts[1]).to.be.closeTo(5000, 5 * Math.sqrt(20_000 * 0.25 * 0.75));
    expect(() => categorical([0, 0])).to.throw(RangeError, 'sum to 0');
    expect(() => categorical([1, NaN])).to.throw(RangeError, 'sum to NaN');
  });

  it('k-means++ takes different points, far ones surely', () => {
    seed(6);
    const x = [[0, 0], [0, 0], [0, 0], [1e9, 0], [0, 1e9]]; // prettier-ignore
    for (let i = 0; i < 20; i++)
      expect(kMeansPlusPlus(x, 3)).to.have.deep.members([[0, 0], [1e9, 0], [0, 1e9]]); // prettier-ignore
    expect(() => kMeansPlusPlus(x, 4)).to.throw(RangeError, 'there are only 3');
    expect(() => kMeansPlusPlus(x, 6)).to.throw(RangeError, 'there are 5');
    expect(() => kMeansPlusPlus([[1], [NaN]], 1)).to.throw(RangeError, 'Data point 1');
  });
});
