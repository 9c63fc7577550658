import { expect } from 'chai';
import {
  danskinGradient,
  jensenShannon,
  klDivergence,
  logSoftmax,
  minimaxValue,
  normalLogDensity,
  optimalLogits,
  optimalValue,
  seed,
  sigmoid,
  softplus,
} from 'saddlepoint';
import golden from '../../golden/divergences.json';
import { expectNear } from './near';
import { randomDistribution } from './random-distributions';

const LOG_4 = Math.log(4);
const times = <T>(n: number, f: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => f(i));
const inner = (a: readonly number[], b: readonly number[]) => a.reduce((sum, v, i) => sum + v * b[i]!, 0);
const wave = (K: number) => times(K, (i) => 3 * Math.sin(7.3 * i * i + 1));

describe('the logistic function', () => {
  it('and softplus keep their relative accuracy from -1000 to 1000', () => {
    golden.logistic.s.forEach((s, i) => {
      const [wantSigmoid, wantSoftplus] = [golden.logistic.sigmoid[i]!, golden.logistic.softplus[i]!];
      expect(sigmoid(s)).to.be.closeTo(wantSigmoid, 1e-14 * wantSigmoid);
      expect(softplus(s)).to.be.closeTo(wantSoftplus, 1e-14 * wantSoftplus);
    });
    expect([sigmoid(-Infinity), sigmoid(Infinity), softplus(-Infinity)]).to.deep.equal([0, 1, 0]);
  });
});

describe('the minimax value', () => {
  it("agrees with SciPy, as do D*, C(G) and Danskin's gradient", () => {
    for (const { p, q, ...want } of golden.pairs) {
      expectNear(minimaxValue(p, q, want.logits), want.value);
      expectNear(optimalLogits(p, q), want.optimalLogits);
      expectNear(optimalValue(p, q), want.optimalValue);
      expectNear(danskinGradient(p, q), want.danskinGradient);
    }
  });

  it('G-02: the naive formula at moderate logits to 1e-6, finite at 100, and −log 4 exactly for D = ½', () => {
    seed(1);
    const [p, q, s] = [randomDistribution(8), randomDistribution(8), wave(8)];
    const naive = inner(p, s.map((v) => Math.log(1 / (1 + Math.exp(-v))))) + inner(q, s.map((v) => Math.log(1 - 1 / (1 + Math.exp(-v))))); // prettier-ignore
    expectNear(minimaxValue(p, q, s), naive, 1e-12);
    for (const s of [-100, 100]) expectNear(minimaxValue(p, q, p.map(() => s)), -100, 1e-12); // prettier-ignore
    expect(minimaxValue([0.5, 0.25, 0.25], [0.125, 0.5, 0.375], [0, 0, 0])).to.equal(-LOG_4);
  });

  it('G-04: D* = p / (p + q) is the maximum, against a search and 2,000 other discriminators', () => {
    seed(2);
    const f = (a: number, b: number, y: number) => a * Math.log(y) + b * Math.log1p(-y);
    for (let i = 0; i < 200; i++) {
      const [a, b] = [Math.random(), Math.random()];
      const d = sigmoid(optimalLogits([a, 1 - a], [b, 1 - b])[0]!);
      expectNear(d, a / (a + b), 1e-14);
      let [low, high] = [1e-9, 1 - 1e-9]; // the maximum of a concave function by golden sections
      const section = (Math.sqrt(5) - 1) / 2;
      while (high - low > 1e-8) {
        const [left, right] = [high - section * (high - low), low + section * (high - low)];
        if (f(a, b, left) < f(a, b, right)) low = left;
        else high = right;
      }
      expect((low + high) / 2).to.be.closeTo(d, 1e-6);
      for (const y of [0.01, 0.3, 0.7, 0.99]) expect(-a / y ** 2 - b / (1 - y) ** 2).to.be.below(0); // f″ < 0
    }
    const [p, q] = [randomDistribution(5), randomDistribution(5)];
    for (let i = 0; i < 2000; i++) {
      const s = p.map(() => 8 * Math.random() - 4);
      expect(minimaxValue(p, q, s)).to.be.at.most(optimalValue(p, q));
    }
  });

  it('G-05: on 1,000 bins the maximum of the sum is the sum of the maxima; not for a constant D', () => {
    const bins = times(1000, (i) => -8 + (i + 0.5) / 62.5);
    const on = (mean: number, sigma: number) =>
      logSoftmax(bins.map((x) => normalLogDensity(x, mean, sigma))).map(Math.exp);
    const [p, q] = [on(-1, 1), on(1, 1.5)];
    const pointwise = inner(p, p.map((a, i) => Math.log(a / (a + q[i]!)))) + inner(q, q.map((b, i) => Math.log(b / (p[i]! + b)))); // prettier-ignore
    expectNear(minimaxValue(p, q, optimalLogits(p, q)), pointwise, 1e-12);
    const constants = times(801, (i) => minimaxValue(p, q, p.map(() => (i - 400) / 100))); // prettier-ignore
    expectNear(Math.max(...constants), -LOG_4, 1e-14);
    expect(pointwise + LOG_4).to.be.above(0.3);
  });

  it('G-06: V(D*) = KL + KL − log 4 = 2 JSD − log 4 to 1e-12, and −log 4 only for p = q', () => {
    seed(3);
    for (let i = 0; i < 500; i++) {
      const [p, q] = [randomDistribution(2 + (i % 20)), randomDistribution(2 + (i % 20))];
      const m = p.map((v, k) => (v + q[k]!) / 2);
      const value = minimaxValue(p, q, optimalLogits(p, q));
      expectNear(value, klDivergence(p, m) + klDivergence(q, m) - LOG_4, 1e-12);
      expectNear(value, 2 * jensenShannon(p, q) - LOG_4, 1e-12);
      expectNear(optimalValue(p, p), -LOG_4, 1e-14);
      expect(value).to.be.above(-LOG_4);
    }
  });

  it('at disjoint supports D* is sure: V = 0, logits ±Infinity, and ½ where nobody is', () => {
    expect(optimalLogits([1, 0, 0], [0, 1, 0])).to.deep.equal([Infinity, -Infinity, 0]);
    expect(minimaxValue([1, 0, 0], [0, 1, 0], [Infinity, -Infinity, 0])).to.equal(-0);
    expectNear(optimalValue([1, 0, 0], [0, 1, 0]), 0, 1e-15);
    expect(minimaxValue([1, 0], [0.5, 0.5], [-Infinity, 0])).to.equal(-Infinity);
  });

  it('says what is wrong with its input', () => {
    expect(() => minimaxValue([0.5, 0.4], [0.5, 0.5], [0, 0])).to.throw(RangeError, 'p sums to 0.9');
    expect(() => minimaxValue([0.5, 0.5], [0.5, 0.5], [0])).to.throw(RangeError, 'logits has 1 entries');
    expect(() => minimaxValue([0.5, 0.5], [0.5, 0.5], [0, NaN])).to.throw(RangeError, 'logits[1] is NaN');
    expect(() => optimalLogits([1], [0.5, 0.5])).to.throw(RangeError, 'q has 2 entries');
  });
});
