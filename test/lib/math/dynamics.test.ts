import { expect } from 'chai';
import {
  alternating,
  averages,
  bilinear,
  convexConcave,
  extragradient,
  optimistic,
  play,
  simultaneous,
  wishes,
  type Rule,
  type Strategies,
} from 'saddlepoint';

const start: Strategies = [0.6, -0.8];
const norm = ([x, y]: Strategies) => Math.hypot(x, y);
const factors = (path: readonly Strategies[]) => path.slice(1).map((point, t) => norm(point) / norm(path[t]!));
const rates = [0.01, 0.1, 0.3, 0.7, 1, 1.5];

describe('Dynamics of games (G-15)', () => {
  describe('on xy', () => {
    it('both at once: the distance from the equilibrium grows by the factor √(1 + rate²) at every step', () => {
      for (const rate of rates) {
        for (const factor of factors(play(bilinear, simultaneous, { start, rate, steps: 50 })))
          expect(factor).to.be.closeTo(Math.sqrt(1 + rate ** 2), 1e-13);
      }
    });

    it('extragradient: the factor is √(1 − rate² + rate⁴), below 1 for every rate < 1', () => {
      for (const rate of rates) {
        for (const factor of factors(play(bilinear, extragradient, { start, rate, steps: 50 })))
          expect(factor).to.be.closeTo(Math.sqrt(1 - rate ** 2 + rate ** 4), 1e-13);
      }
    });

    it('optimistic: in the long run the factor is √((1 + √(1 − 4 rate²)) / 2)', () => {
      for (const rate of [0.05, 0.1, 0.2, 0.3, 0.4]) {
        const path = play(bilinear, optimistic, { start, rate, steps: 400 });
        const perStep = (norm(path[400]!) / norm(path[200]!)) ** (1 / 200);
        expect(perStep).to.be.closeTo(Math.sqrt((1 + Math.sqrt(1 - 4 * rate ** 2)) / 2), 1e-4);
      }
    });

    it('in turn: x² − rate xy + y² never changes', () => {
      for (const rate of rates) {
        const energy = ([x, y]: Strategies) => x * x - rate * x * y + y * y;
        for (const point of play(bilinear, alternating, { start, rate, steps: 100 }))
          expect(energy(point)).to.be.closeTo(energy(start), 1e-12);
      }
    });

    it('in turn, the average of all points is within 4 / (rate √(2 − rate) t) of the equilibrium', () => {
      // a sum of w_t telescopes: sum_t y_t = (x_0 − x_T) / rate, and the ellipse bounds what is left
      for (const rate of [0.1, 0.3, 0.7]) {
        const means = averages(play(bilinear, alternating, { start, rate, steps: 2000 }));
        for (const t of [50, 200, 1000, 2000])
          expect(norm(means[t]!)).to.be.below((4 * norm(start)) / (rate * Math.sqrt(2 - rate) * t));
      }
    });

    it('both at once with a constant rate, the average runs away too; with rate / √t it comes nearer', () => {
      const constant = averages(play(bilinear, simultaneous, { start, rate: 0.3, steps: 500 }));
      expect(norm(constant[500]!)).to.be.above(norm(constant[100]!)).and.above(1);
      const slowing = play(bilinear, simultaneous, { start, rate: (t) => 0.5 / Math.sqrt(t), steps: 5000 });
      expect(norm(slowing[5000]!)).to.be.above(norm(start));
      expect(norm(averages(slowing)[5000]!)).to.be.below(0.1);
    });
  });

  it('on a convex-concave quadratic, the factor of both at once is √((1 − rate c)² + rate²)', () => {
    for (const [c, rate] of [
      [1, 0.1],
      [0.5, 0.3],
      [0.2, 0.5],
    ] as const) {
      // prettier-ignore
      for (const factor of factors(play(convexConcave(c), simultaneous, { start, rate, steps: 30 })))
        expect(factor).to.be.closeTo(Math.sqrt((1 - rate * c) ** 2 + rate ** 2), 1e-12);
    }
  });

  it("gradients are the values' finite differences", () => {
    const h = 1e-5;
    const [x, y] = [0.4, -1.3];
    for (const game of [bilinear, convexConcave(0.7)]) {
      const [byX, byY] = game.gradient(x, y);
      expect(byX).to.be.closeTo((game.value(x + h, y) - game.value(x - h, y)) / (2 * h), 1e-9);
      expect(byY).to.be.closeTo((game.value(x, y + h) - game.value(x, y - h)) / (2 * h), 1e-9);
    }
  });

  it('no rule leaves an equilibrium, and each makes one move of the asked number of steps', () => {
    const rules: Rule[] = [simultaneous, alternating, extragradient, optimistic];
    for (const rule of rules) {
      expect(wishes(bilinear, [0, 0]).map(Math.abs)).to.deep.equal([0, 0]);
      const path = play(bilinear, rule, { start: [0, 0], rate: 0.5, steps: 3 });
      expect(path.map((point) => point.map(Math.abs))).to.deep.equal([[0, 0], [0, 0], [0, 0], [0, 0]]); // prettier-ignore
    }
  });

  it('says which rates, steps and curvatures it takes', () => {
    const run = (rate: number | (() => number), steps = 3) => play(bilinear, simultaneous, { start, rate, steps });
    expect(() => run(0)).to.throw(RangeError, 'rate of step 1 is 0');
    expect(() => run(() => NaN)).to.throw(RangeError, 'rate of step 1 is NaN');
    expect(() => run(0.1, 1.5)).to.throw(RangeError, 'steps is 1.5');
    expect(() => convexConcave(0)).to.throw(RangeError, 'curvature is 0');
  });
});
