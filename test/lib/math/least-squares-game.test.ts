import { expect } from 'chai';
import { bestLeastSquaresScore, leastSquaresValue } from 'saddlepoint';
import { randomDistribution } from './random-distributions';

describe('the least-squares game', () => {
  it('its best judgement is a + (b - a) p / (p + q), and no other costs less', () => {
    for (let i = 0; i < 200; i++) {
      const [p, q, a, b] = [Math.random() + 0.01, Math.random(), Math.random() - 2, Math.random()];
      const best = bestLeastSquaresScore(p, q, { a, b });
      expect(best).to.be.closeTo(a + ((b - a) * p) / (p + q), 1e-12);
      const cost = (s: number) => p * (s - b) ** 2 + q * (s - a) ** 2;
      for (const step of [-0.1, -1e-3, 1e-3, 0.1]) expect(cost(best + step)).to.be.above(cost(best));
    }
    expect(bestLeastSquaresScore(3, 1)).to.equal(0.75);
  });

  it('is worth 1/4 where both are equal, 0 where they share nothing, and less than 1/4 between', () => {
    expect(leastSquaresValue([0.2, 0.8], [0.2, 0.8])).to.be.closeTo(0.25, 1e-12);
    expect(leastSquaresValue([1, 0], [0, 1])).to.equal(0);
    for (let i = 0; i < 100; i++) {
      const [p, q] = [randomDistribution(5), randomDistribution(5)];
      const paid = p.map((pk, k) => {
        const s = bestLeastSquaresScore(pk, q[k]!);
        return (pk * (s - 1) ** 2 + q[k]! * s ** 2) / 2;
      });
      const sum = paid.reduce((total, cost) => total + cost, 0);
      expect(leastSquaresValue(p, q)).to.be.closeTo(sum, 1e-12);
      expect(leastSquaresValue(p, q)).to.be.within(0, 0.25);
    }
  });

  it('says when the two are no distributions over the same outcomes', () => {
    expect(() => leastSquaresValue([0.5, 0.5], [1])).to.throw(RangeError);
    expect(() => leastSquaresValue([0.5, 0.6], [0.5, 0.5])).to.throw('sums to');
  });
});
