import { expect } from 'chai';
import { logSumExp, mixtureLogDensities, seed, standardNormal } from 'saddlepoint';

describe('a model diluted with noise (H-02)', () => {
  it('is nowhere below log p + log epsilon, for any p, q and epsilon', () => {
    seed(1);
    const draw = (n: number) => Array.from({ length: n }, () => 300 * standardNormal());
    for (const epsilon of [1e-6, 0.01, 0.5, 0.999]) {
      const [p, q] = [draw(50), draw(50)];
      mixtureLogDensities(p, q, epsilon).forEach((value, n) => {
        expect(value).to.be.at.least(p[n]! + Math.log(epsilon));
        expect(value).to.be.at.least(q[n]! + Math.log(1 - epsilon) - 1e-9);
        expect(value).to.be.closeTo(logSumExp([p[n]! + Math.log(epsilon), q[n]! + Math.log(1 - epsilon)]), 1e-9);
      });
    }
  });

  it('at one per cent loses at most log 100 = 4.61 nats, and exactly that where q is 0', () => {
    const [value] = mixtureLogDensities([243.8], [-Infinity], 0.01);
    expect(243.8 - value!).to.be.closeTo(Math.log(100), 1e-12);
    expect(Math.log(100)).to.be.closeTo(4.61, 0.005);
  });

  it('at the ends is one of the two', () => {
    expect([...mixtureLogDensities([-3], [5], 1)]).to.deep.equal([-3]);
    expect([...mixtureLogDensities([-3], [5], 0)]).to.deep.equal([5]);
  });

  it('says what is wrong with its input', () => {
    expect(() => mixtureLogDensities([1], [1, 2], 0.5)).to.throw('logQ has 2 entries where 1 are needed');
    expect(() => mixtureLogDensities([1], [1], 1.5)).to.throw('epsilon is 1.5');
  });
});
