import { expect } from 'chai';
import {
  cauchy,
  chiSquaredTest,
  discrete,
  exponential,
  gamma,
  implicitPath,
  kolmogorovSmirnov,
  logistic,
  mixture,
  normal,
  pathEstimates,
  quadraticVariances,
  responsibilities,
  scoreEstimates,
  seed,
  standardNormal,
  varianceTest,
} from 'saddlepoint';
import golden from '../../golden/distributions.json';
import { expectNear } from '../math/near';

const N = 100_000;
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const variance = (values: readonly number[]): number => {
  const centre = mean(values);
  return mean(values.map((v) => (v - centre) ** 2));
};
const column = (rows: readonly number[][], i: number): number[] => rows.map((row) => row[i]!);

/** f(z) = ‖z − a‖² under N(μ, σ² I) in ten dimensions. */
const [mu, a, sigma] = [0.5, 0.2, 0.8];
const q = Array.from({ length: 10 }, () => normal(mu, sigma));
const f = (z: number[]): number => z.reduce((sum, v) => sum + (v - a) ** 2, 0);
const gradient = (z: number[]): number[] => z.map((v) => 2 * (v - a));
const exact = [2 * (mu - a), 2 * sigma]; // of E f = Σ (μ − a)² + σ²
const closed = quadraticVariances(
  q.map(() => mu - a),
  q.map(() => sigma),
)[0]!;

describe('D-01, D-02: estimators of a gradient, ten dimensions, 100,000 draws', () => {
  for (const [name, kind] of [
    ['score-function', 'score'],
    ['pathwise', 'path'],
  ] as const)
    // prettier-ignore
    it(`${name}: unbiased within 3 standard errors, with the variance of its closed form within 5 %`, () => {
      seed(21);
      const rows = kind === 'score' ? scoreEstimates(q, f, N) : pathEstimates(q, gradient, N);
      for (const i of [0, 1]) {
        const estimates = column(rows, i);
        expect(mean(estimates)).to.be.closeTo(exact[i]!, 3 * Math.sqrt(closed[kind][i]! / N));
        expect(variance(estimates) / closed[kind][i]!).to.be.closeTo(1, 0.05);
      }
    });

  it('the pathwise variance is a tenth of the other at most', () => {
    for (const i of [0, 1]) expect(closed.path[i]!).to.be.below(closed.score[i]! / 10);
  });

  it('a baseline keeps the mean and changes the variance as the closed form says', () => {
    seed(22);
    const baseline = 7;
    const estimates = column(scoreEstimates(q, f, N, baseline), 0);
    const offsets = q.map(() => mu - a);
    const expected = quadraticVariances(offsets, q.map(() => sigma), baseline)[0]!.score[0]; // prettier-ignore
    expect(mean(estimates)).to.be.closeTo(exact[0]!, 3 * Math.sqrt(expected / N));
    expect(variance(estimates) / expected).to.be.closeTo(1, 0.05);
    expect(expected).to.be.below(closed.score[0]);
  });

  it('say what is wrong with their input', () => {
    expect(() => scoreEstimates(q, f, 0)).to.throw(RangeError, 'samples is 0');
    expect(() => pathEstimates(q, gradient, 1.5)).to.throw(RangeError, 'samples is 1.5');
    expect(() => quadraticVariances([0], [0])).to.throw(RangeError, 'sigma[0] is 0');
    expect(() => quadraticVariances([NaN], [1])).to.throw(RangeError, 'offset[0] is NaN');
  });
});

describe('D-03: the variance of φ₁ + φ₂ V', () => {
  it('is φ₂², and a test of 10,000 draws rejects φ₂', () => {
    seed(23);
    const z = Array.from({ length: 10_000 }, () => 1 + 2 * standardNormal());
    expect(varianceTest(z, 4).pValue).to.be.above(0.01);
    expect(varianceTest(z, 2).pValue).to.be.below(1e-100);
  });
});

describe('D-04: draws by the inverse CDF', () => {
  for (const [name, p] of Object.entries({
    normal: normal(-1, 2),
    logistic: logistic(0.5, 0.7),
    exponential: exponential(1.7),
    cauchy: cauchy(1, 0.4),
  }))
    it(`${name}: 100,000 pass the Kolmogorov-Smirnov test, those of a neighbour do not`, () => {
      seed(24);
      const z = Array.from({ length: N }, () => p.icdf(Math.random()));
      expect(kolmogorovSmirnov(z, (x) => p.cdf(x)).pValue).to.be.above(0.01);
      expect(kolmogorovSmirnov(z, (x) => p.cdf(x * 1.05 + 0.02)).pValue).to.be.below(1e-6);
    });

  it('discrete: 100,000 pass the chi-squared test', () => {
    seed(25);
    const [p, values] = [[0.2, 0.5, 0.3], [-1, 0.5, 4]] as const; // prettier-ignore
    const table = discrete(p, values);
    const z = Array.from({ length: N }, () => table.icdf(Math.random()));
    const counts = values.map((v) => z.filter((d) => d === v).length);
    expect(chiSquaredTest(counts, p).pValue).to.be.above(0.01);
    expect(chiSquaredTest(counts, [0.21, 0.49, 0.3]).pValue).to.be.below(1e-6);
  });
});

describe('implicit differentiation', () => {
  it('of a mixture of normals by a mean is the responsibility of its component', () => {
    const family = (m1: number, m2: number) => mixture([0.3, 0.7], [normal(m1, 0.8), normal(m2, 1.1)]);
    for (const z of [-2, 0.1, 1.6]) {
      const logJoint = [Math.log(0.3) + normal(-1, 0.8).logProb(z), Math.log(0.7) + normal(1, 1.1).logProb(z)];
      expectNear(implicitPath(family, [-1, 1], z), responsibilities([logJoint])[0]!, 1e-8);
    }
  });

  it('of a gamma is the derivative of its quantile, to 1e-5', () => {
    const z = gamma(1.7, 2).icdf(0.3);
    const moved = (h: number) => gamma(1.7 + h, 2).icdf(0.3);
    expectNear(implicitPath(gamma, [1.7, 2], z), [(moved(1e-5) - moved(-1e-5)) / 2e-5, -z / 2], 1e-5);
    expect(() => implicitPath(gamma, [1, 1], -1)).to.throw(RangeError, 'density at z = -1 is 0');
  });
});

describe('goodness of fit', () => {
  it('agrees with SciPy', () => {
    const { ks, chi2, variance: v } = golden.fit;
    for (const { samples, statistic, pValue } of ks)
      expectNear(Object.values(kolmogorovSmirnov(samples, (x) => normal(0, 1).cdf(x))), [statistic, pValue]);
    expectNear(Object.values(chiSquaredTest(chi2.counts, chi2.probabilities)), [chi2.statistic, chi2.pValue]);
    expectNear(Object.values(varianceTest(v.samples, 1)), [v.statistic, v.pValue]);
  });

  it('says what is wrong with its input', () => {
    const F = (x: number): number => normal(0, 1).cdf(x);
    expect(() => kolmogorovSmirnov([], F)).to.throw(RangeError, 'no samples');
    expect(() => kolmogorovSmirnov([NaN], F)).to.throw(RangeError, 'x is NaN');
    expect(() => chiSquaredTest([1, 2], [1])).to.throw(RangeError, 'counts has 2 entries where 1');
    expect(() => chiSquaredTest([1, 2], [0, 1])).to.throw(RangeError, 'probabilities[0] is 0');
    expect(() => chiSquaredTest([0, 0], [0.5, 0.5])).to.throw(RangeError, 'sum of the counts is 0');
    expect(() => varianceTest([1], 1)).to.throw(RangeError, 'There are 1 samples');
    expect(() => varianceTest([1, 2], 0)).to.throw(RangeError, 'variance is 0');
  });
});
