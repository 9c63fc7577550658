import { expect } from 'chai';
import {
  bernoulli,
  cauchy,
  chiSquaredTest,
  discrete,
  exponential,
  gamma,
  logistic,
  mixture,
  normal,
  pushForward,
  seed,
  trapezoid,
  uniform,
  type Branch,
  type Distribution,
  type WithPath,
  type WithScore,
} from 'saddlepoint';
import { expectNear } from '../math/near';

/** An atom of 0.3 at 0, nothing up to 1, and the rest evenly on [1, 2]: a CDF with a jump and a flat piece. */
const jumpAndFlat = mixture([0.3, 0.7], [discrete([1], [0]), uniform(1, 2)]);
const all: Record<string, Distribution> = {
  normal: normal(-1, 2),
  logistic: logistic(0.5, 0.7),
  cauchy: cauchy(1, 0.4),
  exponential: exponential(1.7),
  gamma: gamma(0.6, 2),
  uniform: uniform(-1, 3),
  'mixture of normals': mixture([0.4, 0.6], [normal(-2, 0.5), normal(1, 1)]),
  bernoulli: bernoulli(0.3),
  discrete: discrete([0.2, 0, 0.5, 0.3], [-1, 0, 0.5, 4]),
  'atom and flat piece': jumpAndFlat,
};
const grid = Array.from({ length: 199 }, (_, i) => (i + 1) / 200);

describe('every distribution', () => {
  for (const [name, q] of Object.entries(all)) {
    it(`${name}: icdf(u) <= c exactly where u <= cdf(c), the property that makes inverse-CDF sampling work`, () => {
      const quantiles = grid.map((u) => q.icdf(u));
      for (const c of [...quantiles.map((z) => z + 1e-3), ...Array.from({ length: 41 }, (_, i) => -5 + i / 4)]) {
        const F = q.cdf(c);
        // a u within rounding of F(c) says nothing
        const disagree = grid.filter((u, i) => Math.abs(u - F) > 1e-12 && quantiles[i]! <= c !== u <= F);
        expect(disagree, `at c = ${c}`).to.deep.equal([]);
      }
    });

    it(`${name}: draws follow the CDF, 20,000 of them within 5 standard errors`, () => {
      seed(11);
      const draws = Array.from({ length: 20_000 }, () => q.sample());
      for (const c of [0.1, 0.5, 0.85].map((u) => q.icdf(u))) {
        const [F, share] = [q.cdf(c), draws.filter((z) => z <= c).length / draws.length];
        expect(share).to.be.closeTo(F, 5 * Math.sqrt((F * (1 - F)) / draws.length) + 1e-12);
      }
    });

    it(`${name}: D-05, P[icdf(U) <= c] = P[U <= F(c)] = F(c) on a grid of c, atoms and flat pieces included`, () => {
      const m = 4000;
      const u = Array.from({ length: m }, (_, i) => (i + 0.5) / m);
      const quantiles = u.map((t) => q.icdf(t));
      for (const c of Array.from({ length: 21 }, (_, i) => -3 + i / 2)) {
        const F = q.cdf(c);
        expect(quantiles.filter((z) => z <= c).length / m).to.be.closeTo(F, 0.51 / m);
        expect(u.filter((t) => t <= F).length / m).to.be.closeTo(F, 0.51 / m);
      }
    });

    it(`${name}: says what is wrong with its input`, () => {
      expect(() => q.cdf(NaN)).to.throw(RangeError, 'x is NaN');
      expect(() => q.logProb(NaN)).to.throw(RangeError, 'x is NaN');
      for (const u of [-1e-9, 1.1, NaN]) expect(() => q.icdf(u)).to.throw(RangeError, `u is ${u}`);
      expect([q.cdf(-Infinity), q.cdf(Infinity)]).to.deep.equal([0, 1]);
      expect(q.icdf(0)).to.be.at.most(q.icdf(1e-9));
      expect(q.icdf(1)).to.be.at.least(q.icdf(1 - 1e-9));
    });
  }

  it('inverts its CDF where that rises, to 1e-7', () => {
    for (const name of ['normal', 'logistic', 'cauchy', 'exponential', 'gamma', 'uniform', 'mixture of normals'])
      for (const u of grid) {
        const z = all[name]!.icdf(u);
        expect(all[name]!.icdf(all[name]!.cdf(z)), name).to.be.closeTo(z, 1e-7 * Math.max(1, Math.abs(z)));
      }
  });

  it('is the integral of its density', () => {
    for (const name of ['normal', 'logistic', 'cauchy', 'mixture of normals']) {
      const q = all[name]!;
      const mass = trapezoid((x) => Math.exp(q.logProb(x)), -3, 1.3, 20_000);
      expect(mass, name).to.be.closeTo(q.cdf(1.3) - q.cdf(-3), 1e-8);
    }
  });
});

describe('scores and paths', () => {
  const scored: [string, (...phi: number[]) => Distribution & WithScore, number[], number[]][] = [
    ['normal', normal, [0.3, 1.4], [-2, 0.1, 3]],
    ['logistic', logistic, [-1, 0.6], [-2, 0.1, 3]],
    ['cauchy', cauchy, [0.5, 2], [-7, 0.1, 3]],
    ['exponential', exponential, [1.3], [0.1, 2]],
    ['gamma', gamma, [1.8, 0.7], [0.1, 2]],
    ['bernoulli', bernoulli, [0.3], [0, 1]],
  ];
  const moved = (phi: number[], i: number, h: number): number[] => phi.map((v, j) => (i === j ? v + h : v));
  const slope = (f: (h: number) => number): number => (f(1e-5) - f(-1e-5)) / 2e-5;

  for (const [name, family, phi, points] of scored)
    it(`${name}: the score is the derivative of log p by φ`, () => {
      for (const x of points)
        phi.forEach((_, i) => {
          const expected = slope((h) => family(...moved(phi, i, h)).logProb(x));
          expect(family(...phi).score(x)[i]).to.be.closeTo(expected, 1e-7);
        });
    });

  const paths: [string, (...phi: number[]) => Distribution & WithPath, number[]][] = [
    ['normal', normal, [0.3, 1.4]],
    ['logistic', logistic, [-1, 0.6]],
    ['cauchy', cauchy, [0.5, 2]],
    ['exponential', exponential, [1.3]],
    ['uniform', uniform, [-1, 2]],
  ];
  for (const [name, family, phi] of paths)
    it(`${name}: ∂z/∂φ is that of icdf(u; φ), and −∂F/∂φ / p, to 1e-5`, () => {
      for (const u of [0.05, 0.4, 0.9]) {
        const q = family(...phi);
        const z = q.icdf(u);
        phi.forEach((_, i) => {
          const by = (f: (q: Distribution) => number): number => slope((h) => f(family(...moved(phi, i, h))));
          expect(q.path(z)[i]).to.be.closeTo(by((p) => p.icdf(u)), 1e-5); // prettier-ignore
          expect(q.path(z)[i]).to.be.closeTo(-by((p) => p.cdf(z)) / Math.exp(q.logProb(z)), 1e-5);
        });
      }
    });
});

describe('D-06: change of variables', () => {
  /** x = 4 z (1 − z) folds [0, 1] at ½; of a uniform z it makes the beta distribution with parameters 1 and ½. */
  const root = (x: number): number => Math.sqrt(1 - x) / 2;
  const half = { map: (z: number) => 4 * z * (1 - z), slope: (z: number) => 4 - 8 * z };
  const fold: Branch[] = [
    { ...half, from: 0, to: 0.5, inverse: (x) => 0.5 - root(x) },
    { ...half, from: 0.5, to: 1, inverse: (x) => 0.5 + root(x) },
  ];
  const folded = pushForward(uniform(0, 1), fold);

  it('of a uniform through a parabola is a beta distribution, both branches counted', () => {
    for (const x of [0.01, 0.3, 0.5, 0.98]) {
      expectNear(folded.logProb(x), -Math.log(2 * Math.sqrt(1 - x)));
      expectNear(folded.cdf(x), 1 - Math.sqrt(1 - x));
      const one = pushForward(uniform(0, 1), fold.slice(0, 1));
      expectNear(Math.exp(one.logProb(x)), Math.exp(folded.logProb(x)) / 2);
    }
    expect([folded.logProb(-0.1), folded.logProb(1.1), folded.cdf(-1), folded.cdf(2)]).to.deep.equal([
      -Infinity,
      -Infinity,
      0,
      1,
    ]);
  });

  it('of a normal through a square is chi-squared with one degree of freedom, a gamma', () => {
    const square = { map: (z: number) => z * z, slope: (z: number) => 2 * z };
    const chi = pushForward(normal(0, 1), [
      { ...square, from: -Infinity, to: 0, inverse: (x) => -Math.sqrt(x) },
      { ...square, from: 0, to: Infinity, inverse: Math.sqrt },
    ]);
    for (const x of [0.02, 1, 9]) {
      expectNear(chi.logProb(x), gamma(0.5, 0.5).logProb(x));
      expectNear(chi.cdf(x), gamma(0.5, 0.5).cdf(x));
    }
  });

  it('of a monotone map is one term: exp of a normal is log-normal', () => {
    const branch = { from: -Infinity, to: Infinity, map: Math.exp, inverse: Math.log, slope: Math.exp };
    const logNormal = pushForward(normal(0.2, 0.8), [branch]);
    for (const x of [0.1, 1, 4]) {
      expectNear(logNormal.logProb(x), normal(0.2, 0.8).logProb(Math.log(x)) - Math.log(x));
      expectNear(logNormal.cdf(x), normal(0.2, 0.8).cdf(Math.log(x)));
    }
  });

  it('50,000 draws fall into bins as the formula says (chi-squared test), and not as those of z', () => {
    seed(2);
    const edges = [0, 0.2, 0.4, 0.6, 0.8, 0.95, 1];
    const x = Array.from({ length: 50_000 }, () => folded.sample());
    const binned = (mass: (from: number, to: number) => number): number[] =>
      edges.slice(1).map((to, i) => mass(edges[i]!, to));
    const counts = binned((from, to) => x.filter((v) => v > from && v <= to).length);
    expect(
      chiSquaredTest(
        counts,
        binned((from, to) => folded.cdf(to) - folded.cdf(from)),
      ).pValue,
    ).to.be.above(0.01);
    const flat = binned((from, to) => to - from); // what z itself would give
    expect(chiSquaredTest(counts, flat).pValue).to.be.below(1e-100);
  });

  it('LOTUS: the mean of h(G(z)) over z is the mean of h(x) over draws of x, within 3 standard errors', () => {
    seed(3);
    const n = 100_000;
    const h = (x: number): number => Math.cos(3 * x);
    const x = Array.from({ length: n }, () => h(folded.sample()));
    const mean = x.reduce((a, b) => a + b, 0) / n;
    const error = Math.sqrt(x.reduce((a, b) => a + (b - mean) ** 2, 0) / n / n);
    const exact = trapezoid((z) => h(4 * z * (1 - z)), 0, 1, 10_000);
    expect(mean).to.be.closeTo(exact, 3 * error);
  });

  it('says what is wrong with its input', () => {
    expect(() => pushForward(bernoulli(0.5), fold)).to.throw(RangeError, 'z is discrete');
    expect(() => pushForward(uniform(0, 1), [])).to.throw(RangeError, 'no branches');
    expect(() => pushForward(uniform(0, 1), [{ ...fold[0]!, from: 1 }])).to.throw(RangeError, 'Branch 0');
    expect(() => pushForward(uniform(2, 3), fold).sample()).to.throw(RangeError, 'lies on no branch');
  });
});

describe('bad parameters', () => {
  it('get an error that names them', () => {
    expect(() => normal(0, 0)).to.throw(RangeError, 'sigma is 0');
    expect(() => normal(0, -1)).to.throw(RangeError, 'sigma is -1');
    expect(() => normal(NaN, 1)).to.throw(RangeError, 'mean is NaN');
    expect(() => logistic(0, NaN)).to.throw(RangeError, 'scale is NaN');
    expect(() => cauchy(Infinity, 1)).to.throw(RangeError, 'location is Infinity');
    expect(() => exponential(0)).to.throw(RangeError, 'rate is 0');
    expect(() => gamma(-2, 1)).to.throw(RangeError, 'shape is -2');
    expect(() => uniform(1, 1)).to.throw(RangeError, 'from 1 to 1');
    expect(() => bernoulli(1.2)).to.throw(RangeError, 'p is 1.2');
    expect(() => bernoulli(NaN)).to.throw(RangeError, 'p is NaN');
    expect(() => bernoulli(0.5).score(0.5)).to.throw(RangeError, 'x is 0.5');
    expect(() => discrete([0.5, 0.6])).to.throw(RangeError, 'sums to 1.1');
    expect(() => discrete([1.5, -0.5])).to.throw(RangeError, 'probabilities[1] is -0.5');
    expect(() => discrete([0.5, 0.5], [1])).to.throw(RangeError, 'values has 1 entries where 2');
    expect(() => discrete([0.5, 0.5], [2, 1])).to.throw(RangeError, 'values[1] is 1, after 2');
    expect(() => discrete([0.5, 0.5], [0, NaN])).to.throw(RangeError, 'values[1] is NaN');
    expect(() => mixture([0.5, 0.4], [normal(0, 1), normal(1, 1)])).to.throw(RangeError, 'weights sums to 0.9');
    expect(() => mixture([1], [normal(0, 1), normal(1, 1)])).to.throw(RangeError, 'components has 2 entries where 1');
    expect(() => jumpAndFlat.logProb(0)).to.throw(RangeError, 'no density');
  });

  it('but a probability of 0 or 1 is none, and is never drawn', () => {
    expect([bernoulli(1).entropy(), bernoulli(0).icdf(1), bernoulli(1).icdf(1e-9)]).to.deep.equal([0, 0, 1]);
    expect([bernoulli(0).logProb(1), bernoulli(0).logProb(0)]).to.deep.equal([-Infinity, -0]);
    const q = discrete([0, 1, 0], [1, 2, 3]);
    expect([q.icdf(0), q.icdf(1), q.cdf(1), q.logProb(1)]).to.deep.equal([2, 2, 0, -Infinity]);
    expect(mixture([0, 1], [discrete([1]), normal(0, 1)]).kind).to.equal('continuous');
  });
});
