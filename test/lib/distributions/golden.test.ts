import { expect } from 'chai';
import {
  bernoulli,
  cauchy,
  digamma,
  discrete,
  erf,
  erfc,
  erfInverse,
  exponential,
  gamma,
  gammaP,
  gammaQ,
  logGamma,
  logistic,
  mixture,
  normal,
  standardNormalQuantile,
  uniform,
  type Distribution,
  type WithEntropy,
} from 'saddlepoint';
import golden from '../../golden/distributions.json';

/** Within 1e-10 of the expected number relative to it; exact zeros may come out as rounding of numbers about 1. */
function expectRelative(actual: number, expected: number, where: string): void {
  const allowed = Math.max(1e-10 * Math.abs(expected), 1e-15);
  expect(actual, where).to.be.closeTo(expected, Math.abs(expected) < 1e-5 ? 1e-10 * Math.abs(expected) : allowed);
}

const make: Record<string, (...parameters: never[]) => Distribution & WithEntropy> = {
  normal,
  logistic,
  cauchy,
  exponential,
  gamma,
  uniform,
  bernoulli,
  discrete,
};

describe('distributions agree with SciPy in float64, to 1e-10 relative', () => {
  for (const { name, parameters, x, logProb, cdf, u, icdf, entropy } of [...golden.continuous, ...golden.discrete])
    it(`${name}(${JSON.stringify(parameters).slice(1, -1)})`, () => {
      const q = make[name]!(...(parameters as never[]));
      x.forEach((value, i) => {
        expectRelative(q.logProb(value), logProb[i]!, `logProb(${value})`);
        expectRelative(q.cdf(value), cdf[i]!, `cdf(${value})`);
      });
      u.forEach((value, i) => {
        expectRelative(q.icdf(value), icdf[i]!, `icdf(${value})`);
      });
      expectRelative(q.entropy(), entropy, 'entropy');
    });

  it('a mixture of three normals', () => {
    const { weights, means, sigmas, x, logProb, cdf, u, icdf } = golden.mixture;
    const q = mixture(
      weights,
      means.map((mean, k) => normal(mean, sigmas[k]!)),
    );
    x.forEach((value, i) => {
      expectRelative(q.logProb(value), logProb[i]!, `logProb(${value})`);
      expectRelative(q.cdf(value), cdf[i]!, `cdf(${value})`);
    });
    u.forEach((value, i) => {
      expectRelative(q.icdf(value), icdf[i]!, `icdf(${value})`);
    });
  });
});

describe('special functions agree with mpmath at 50 digits, to 1e-10 relative', () => {
  const functions = { erf, erfc, erfInverse, logGamma, digamma, standardNormalQuantile };
  for (const [name, f] of Object.entries(functions))
    it(name, () => {
      const { x, y } = golden.special[name as keyof typeof functions];
      x.forEach((value, i) => {
        expectRelative(f(value), y[i]!, `${name}(${value})`);
      });
    });

  it('gammaP and gammaQ, from shape 0.02 to 50,000', () => {
    const { a, x, P, Q } = golden.special.gamma;
    a.forEach((shape, i) => {
      expectRelative(gammaP(shape, x[i]!), P[i]!, `P(${shape}, ${x[i]!})`);
      expectRelative(gammaQ(shape, x[i]!), Q[i]!, `Q(${shape}, ${x[i]!})`);
    });
  });

  it('end in their limits where a double ends', () => {
    expect([erf(40), erf(-Infinity), erfc(40), erfc(-40), erfc(Infinity)]).to.deep.equal([1, -1, 0, 2, 0]);
    expect([erfInverse(1), erfInverse(-1), erfInverse(0)].map((v) => v + 0)).to.deep.equal([Infinity, -Infinity, 0]);
    expect([standardNormalQuantile(0), standardNormalQuantile(1)]).to.deep.equal([-Infinity, Infinity]);
    expect([gammaP(3, 0), gammaQ(3, 0), gammaP(3, 1e5), gammaQ(3, 1e5)]).to.deep.equal([0, 1, 1, 0]);
    expect([gammaP(1e4, 1), gammaQ(1e4, 1), gammaQ(2, Infinity)]).to.deep.equal([0, 1, 0]);
  });

  it('say what is wrong with their input', () => {
    for (const f of [erf, erfc]) expect(() => f(NaN)).to.throw(RangeError, 'x is NaN');
    expect(() => erfInverse(1.01)).to.throw(RangeError, 'y is 1.01');
    expect(() => standardNormalQuantile(-0.1)).to.throw(RangeError, 'u is -0.1');
    for (const f of [logGamma, digamma]) expect(() => f(0)).to.throw(RangeError, 'x is 0');
    for (const f of [gammaP, gammaQ]) {
      expect(() => f(0, 1)).to.throw(RangeError, 'a is 0');
      expect(() => f(1, NaN)).to.throw(RangeError, 'x is NaN');
    }
  });
});
