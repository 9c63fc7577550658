import { expect } from 'chai';
import { binomialUpperTail, clopperPearson, wilsonInterval } from 'saddlepoint';
import { golden } from '../metrics/evaluation-golden';

/** P(X = k), by its formula. */
const binomial = (n: number, p: number) => {
  const mass = [(1 - p) ** n];
  for (let k = 1; k <= n; k++) mass.push((mass[k - 1]! * (n - k + 1) * p) / (k * (1 - p)));
  return mass;
};

describe('binomial intervals and tails (H-04)', () => {
  for (const { successes, trials, confidence, ...expected } of golden.binomial) {
    it(`agree with SciPy: ${successes} of ${trials}, ${100 * confidence} %`, () => {
      const near = (found: readonly number[], wanted: readonly number[]) => {
        for (const [i, value] of wanted.entries()) expect(found[i]).to.be.closeTo(value, 1e-9);
      };
      near(clopperPearson(successes, trials, confidence), expected.clopperPearson);
      near(wilsonInterval(successes, trials, confidence), expected.wilson);
      const tail = binomialUpperTail(successes, trials);
      expect(tail).to.be.closeTo(expected.upperTail, 1e-9 * expected.upperTail + 1e-300);
    });
  }

  it('Clopper and Pearson cover the truth in at least 95 % of experiments, whatever the truth', () => {
    for (const p of [0.02, 0.1, 0.37, 0.5, 0.81]) {
      const covering = binomial(20, p).filter((_, k) => {
        const [low, high] = clopperPearson(k, 20);
        return low <= p && p <= high;
      });
      expect(covering.reduce((sum, mass) => sum + mass, 0)).to.be.at.least(0.95);
    }
  });

  it('lie around the share of successes, and mirror when successes and failures change places', () => {
    for (const interval of [clopperPearson, wilsonInterval]) {
      const [low, high] = interval(7, 30);
      const [mirroredLow, mirroredHigh] = interval(23, 30);
      expect(low).to.be.lessThan(7 / 30);
      expect(high).to.be.greaterThan(7 / 30);
      expect(mirroredLow).to.be.closeTo(1 - high, 1e-12);
      expect(mirroredHigh).to.be.closeTo(1 - low, 1e-12);
    }
  });

  it('say what is wrong with their input', () => {
    expect(() => clopperPearson(6, 5)).to.throw('6 successes in 5 trials');
    expect(() => wilsonInterval(1.5, 5)).to.throw('successes is 1.5');
    expect(() => wilsonInterval(0, 0)).to.throw('trials is 0');
    expect(() => clopperPearson(1, 5, 95)).to.throw('confidence is 95');
    expect(() => binomialUpperTail(1, 5, 1.2)).to.throw('p is 1.2');
  });
});
