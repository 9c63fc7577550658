import { expect } from 'chai';
import {
  danskinGradient,
  jensenShannon,
  klDivergence,
  logSoftmax,
  normalLogDensity,
  optimalLogits,
  optimalValue,
  seed,
  sigmoid,
  softplus,
} from 'saddlepoint';
import { expectNear } from './near';
import { randomDistribution } from './random-distributions';

const times = <T>(n: number, f: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => f(i));
const inner = (a: readonly number[], b: readonly number[]) => a.reduce((sum, v, i) => sum + v * b[i]!, 0);
const wave = (K: number) => times(K, (i) => 3 * Math.sin(7.3 * i * i + 1));

/** N(mean, sigma²) on a grid of 1,001 points. */
const grid = times(1001, (i) => -10 + i / 50);
const gaussian = (mean: number, sigma = 1) =>
  logSoftmax(grid.map((x) => normalLogDensity(x, mean, sigma))).map(Math.exp);

describe("the generator's side of the game", () => {
  it('G-11: C is convex in q: midpoints of 2,000 random pairs, and the derivative at D* is a sub-gradient', () => {
    seed(4);
    for (let i = 0; i < 2000; i++) {
      const [p, a, b] = times(3, () => randomDistribution(6)) as [number[], number[], number[]];
      const middle = a.map((v, k) => (v + b[k]!) / 2);
      expect(optimalValue(p, middle)).to.be.at.most((optimalValue(p, a) + optimalValue(p, b)) / 2);
      const rise = inner(danskinGradient(p, a), b.map((v, k) => v - a[k]!)); // prettier-ignore
      expect(optimalValue(p, b)).to.be.at.least(optimalValue(p, a) + rise - 1e-12);
    }
  });

  it("G-12: Danskin's gradient is the finite difference of max_D V to 1e-5, for softmax logits", () => {
    seed(5);
    const p = randomDistribution(6);
    const theta = wave(6);
    const C = (logits: readonly number[]) => optimalValue(p, logSoftmax(logits).map(Math.exp));
    const q = logSoftmax(theta).map(Math.exp);
    const g = danskinGradient(p, q);
    theta.forEach((_, i) => {
      const moved = (h: number) => C(theta.map((v, k) => (k === i ? v + h : v)));
      expectNear(q[i]! * (g[i]! - inner(q, g)), (moved(1e-5) - moved(-1e-5)) / 2e-5, 1e-8);
    });
  });

  it("G-12: and for a Gaussian's mean, from as far as |μ| = 2, down to the data", () => {
    const p = gaussian(0);
    // D*: s(x) = μ²/2 − μ x. The derivative of E_q log(1 − σ(s)) with s held still, by x = μ + ε: E_q[σ(s) μ].
    const danskin = (mu: number) => inner(gaussian(mu), grid.map((x) => sigmoid((mu * mu) / 2 - mu * x) * mu)); // prettier-ignore
    for (const mu of [-2, -1, -0.1, 0.5, 1.7])
      expectNear(danskin(mu), (optimalValue(p, gaussian(mu + 1e-5)) - optimalValue(p, gaussian(mu - 1e-5))) / 2e-5, 1e-6); // prettier-ignore
    for (const start of [-2, 2]) {
      let mu = start;
      for (let t = 0; t < 60; t++) mu -= danskin(mu);
      expect(Math.abs(mu)).to.be.below(1e-6);
    }
  });

  it('G-14: the non-saturating gradient at D* is that of KL(q ‖ p) − 2 JSD, on a 1-D family', () => {
    const p = gaussian(0);
    for (const [mu, sigma] of [
      [1.5, 1],
      [-0.7, 1.3],
      [0.4, 0.8],
    ] as const) {
      const q = gaussian(mu, sigma);
      const cost = optimalLogits(p, q).map((s) => softplus(-s)); // −log D*, held still
      const byMu = (f: (q: number[]) => number) => (f(gaussian(mu + 1e-4, sigma)) - f(gaussian(mu - 1e-4, sigma))) / 2e-4; // prettier-ignore
      const left = byMu((moved) => inner(moved, cost));
      const right = byMu((moved) => klDivergence(moved, p) - 2 * jensenShannon(moved, p));
      expectNear(left, right, 1e-7);
      expect(Math.abs(left)).to.be.above(0.1);
    }
  });
});
