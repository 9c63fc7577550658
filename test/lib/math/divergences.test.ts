import { expect } from 'chai';
import {
  bitsPerDimension,
  chiSquared,
  hellinger,
  jensenShannon,
  klDivergence,
  logSoftmax,
  natsFromBits,
  normalLogDensity,
  sampledJensenShannon,
  sampledKL,
  seed,
  standardNormal,
  totalVariation,
} from 'saddlepoint';
import golden from '../../golden/divergences.json';
import { expectNear } from './near';
import { randomDistribution } from './random-distributions';

const times = <T>(n: number, f: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => f(i));
const mixed = (p: readonly number[], q: readonly number[]) => p.map((v, i) => (v + q[i]!) / 2);

describe('divergences', () => {
  it("agree with SciPy's, on 2, 6 and 30 outcomes", () => {
    for (const { p, q, ...want } of golden.pairs) {
      expectNear(klDivergence(p, q), want.kl);
      expectNear(klDivergence(q, p), want.reverseKL);
      expectNear(jensenShannon(p, q), want.jensenShannon);
      expectNear(Math.sqrt(jensenShannon(p, q)), want.rootJensenShannon);
      expectNear(totalVariation(p, q), want.totalVariation);
      expectNear(hellinger(p, q), want.hellinger);
      expectNear(chiSquared(p, q), want.chiSquared);
    }
  });

  it('JSD keeps ten digits where p and q differ in the ninth', () => {
    const { p, q, jensenShannon: want } = golden.near; // about 1e-19
    expect(jensenShannon(p, q) / want).to.be.closeTo(1, 1e-7); // the digits of p − q that float64 has
    expect(jensenShannon(p, p)).to.equal(0);
  });

  it('JSD of Gaussians on a fine grid is their integral by SciPy', () => {
    const grid = times(3001, (i) => -15 + i / 100);
    for (const { mean, sigma, jensenShannon: want } of golden.gaussians) {
      const [p, q] = [0, 1].map((i) =>
        logSoftmax(grid.map((x) => normalLogDensity(x, mean[i]!, sigma[i]!))).map(Math.exp),
      );
      expectNear(jensenShannon(p!, q!), want);
    }
  });

  it('G-07: KL is not negative on 10,000 random pairs, and infinite where q misses a part of p', () => {
    seed(1);
    for (let i = 0; i < 10_000; i++)
      expect(klDivergence(randomDistribution(2 + (i % 9)), randomDistribution(2 + (i % 9)))).to.be.at.least(0);
    expect(klDivergence([0.5, 0.5], [1, 0])).to.equal(Infinity);
    expectNear(klDivergence([1, 0], [0.5, 0.5]), Math.LN2);
    expect(chiSquared([0.5, 0.5], [1, 0])).to.equal(Infinity);
  });

  it('G-08: JSD is symmetric, from 0 to log 2, and its root keeps the triangle inequality', () => {
    seed(2);
    for (let i = 0; i < 3000; i++) {
      const [p, q, r] = times(3, () => randomDistribution(2 + (i % 7))) as [number[], number[], number[]];
      const [pq, qp] = [jensenShannon(p, q), jensenShannon(q, p)];
      expect(pq).to.equal(qp).and.to.be.within(0, Math.LN2);
      const [pr, rq] = [jensenShannon(p, r), jensenShannon(r, q)];
      expect(Math.sqrt(pq)).to.be.at.most(Math.sqrt(pr) + Math.sqrt(rq) + 1e-15);
      expectNear(pq, (klDivergence(p, mixed(p, q)) + klDivergence(q, mixed(p, q))) / 2, 1e-14);
    }
    // JSD itself is no metric: the way over ½ (p + q) is shorter than the straight one
    const [p, q] = [[1, 0], [0, 1]]; // prettier-ignore
    expect(jensenShannon(p, q)).to.be.above(2 * jensenShannon(p, mixed(p, q)) + 0.1);
  });

  it('G-08: disjoint supports are log 2 apart wherever they are: no gradient', () => {
    const hump = (at: number) => times(60, (i) => (i >= at && i < at + 10 ? 0.1 : 0));
    for (const at of [10, 11, 30, 50]) expectNear(jensenShannon(hump(0), hump(at)), Math.LN2, 1e-15);
    expect(jensenShannon(hump(0), hump(9))).to.be.below(Math.LN2 - 0.01);
  });

  it('bound one another: Pinsker, Hellinger and TV, JSD and TV, KL and χ²', () => {
    seed(3);
    for (let i = 0; i < 2000; i++) {
      const [p, q] = [randomDistribution(5), randomDistribution(5)];
      const [tv, h] = [totalVariation(p, q), hellinger(p, q)];
      expect(tv).to.be.at.most(Math.sqrt(klDivergence(p, q) / 2) + 1e-15);
      expect(tv).to.be.within(h * h - 1e-15, Math.SQRT2 * h + 1e-15);
      expect(jensenShannon(p, q)).to.be.at.most(Math.LN2 * tv + 1e-15);
      expect(klDivergence(p, q)).to.be.at.most(Math.log1p(chiSquared(p, q)) + 1e-12);
    }
    expect([totalVariation([1, 0], [0, 1]), hellinger([1, 0], [0, 1])]).to.deep.equal([1, 1]);
  });

  it('say what is wrong with their input', () => {
    for (const divergence of [jensenShannon, totalVariation, hellinger, chiSquared]) {
      expect(() => divergence([0.5, 0.4], [0.5, 0.5])).to.throw(RangeError, 'p sums to 0.9');
      expect(() => divergence([0.5, 0.5], [1.5, -0.5])).to.throw(RangeError, 'q[1] is -0.5');
      expect(() => divergence([0.5, 0.5], [1])).to.throw(RangeError, 'q has 1 entries where 2 are needed');
      expect(() => divergence([NaN, 1], [0.5, 0.5])).to.throw(RangeError, 'p[0] is NaN');
    }
  });
});

describe('divergences from samples', () => {
  const [p, q] = golden.gaussians[0]!.mean as [number, number]; // N(0, 1) and N(1, 1)
  const ratio = (x: number) => normalLogDensity(x, p, 1) - normalLogDensity(x, q, 1);
  const draw = (mean: number) => times(20_000, () => ratio(mean + standardNormal()));

  it('are within five of their standard errors of the truth', () => {
    seed(4);
    const kl = sampledKL(draw(p));
    expect(kl.value).to.be.closeTo(0.5, 5 * kl.standardError);
    expectNear(kl.standardError, 1 / Math.sqrt(20_000), 0.02); // the log-ratio has the variance 1
    const jsd = sampledJensenShannon(draw(p), draw(q));
    expect(jsd.value).to.be.closeTo(golden.gaussians[0]!.jensenShannon, 5 * jsd.standardError);
  });

  it('any other discriminator gives a lower bound, and D = ½ gives 0', () => {
    seed(5);
    const [real, fake] = [draw(p), draw(q)];
    const best = sampledJensenShannon(real, fake).value;
    const doubled = (s: number[]) => s.map((v) => 2 * v);
    expect(sampledJensenShannon(doubled(real), doubled(fake)).value).to.be.below(best);
    expect(sampledJensenShannon([0, 0], [0, 0])).to.deep.equal({ value: 0, standardError: 0 });
  });

  it('say what is wrong with their input', () => {
    expect(() => sampledKL([1])).to.throw(RangeError, 'logRatios has 1 entries');
    expect(() => sampledKL([1, NaN])).to.throw(RangeError, 'logRatios[1] is NaN');
    expect(() => sampledJensenShannon([1, 2], [])).to.throw(RangeError, 'fake has 0 entries');
  });
});

describe('H-13: nats and bits per dimension', () => {
  it('a byte chosen at random costs 8 bits; 98 nats on an MNIST image are 0.18 bits a pixel; and back', () => {
    expectNear(bitsPerDimension(3072 * Math.log(256), 3072), 8);
    expectNear(bitsPerDimension(98, 784), 0.18033688011112042); // 98 / (784 ln 2)
    expectNear(natsFromBits(bitsPerDimension(-12.5, 7), 7), -12.5);
    expect(() => bitsPerDimension(1, 0)).to.throw(RangeError, 'dimensions is 0');
    expect(() => natsFromBits(1, 1.5)).to.throw(RangeError, 'dimensions is 1.5');
  });
});
