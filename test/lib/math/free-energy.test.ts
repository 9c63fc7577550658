import { expect } from 'chai';
import { entropy, freeEnergy, klDivergence, logLikelihood, logSumExp, responsibilities, seed } from 'saddlepoint';
import { expectNear } from './near';

const K = 5;
const randomJoint = () => Array.from({ length: K }, () => -8 * Math.random());
const randomDistribution = () => {
  const w = Array.from({ length: K }, () => -Math.log(1 - Math.random()));
  const total = w.reduce((a, b) => a + b, 0);
  return w.map((value) => value / total);
};

describe('C-04: the free energy', () => {
  it('is log p(x) less the KL divergence to the posterior, for any q, to 1e-12', () => {
    seed(1);
    for (let i = 0; i < 1000; i++) {
      const [joint, q] = [randomJoint(), randomDistribution()];
      const posterior = responsibilities([joint])[0]!;
      expectNear(freeEnergy([q], [joint]), logSumExp(joint) - klDivergence(q, posterior), 1e-12);
    }
  });

  it('never exceeds log p(x) over 10,000 random q, and is equal only at the posterior', () => {
    seed(2);
    const joint = randomJoint();
    const posterior = responsibilities([joint])[0]!;
    for (let i = 0; i < 10_000; i++) {
      const q = randomDistribution();
      const gap = logSumExp(joint) - freeEnergy([q], [joint]);
      const distance = q.reduce((sum, value, k) => sum + Math.abs(value - posterior[k]!), 0);
      expect(gap).to.be.at.least(0.5 * distance ** 2 - 1e-12); // Pinsker: zero only where q is the posterior
    }
    expectNear(freeEnergy([posterior], [joint]), logSumExp(joint), 1e-12);
  });

  it("is the mean over points of E[log joint] + entropy; the lecture's sign and its missing log break the bound", () => {
    seed(3);
    const [joints, q] = [
      [randomJoint(), randomJoint()],
      [randomDistribution(), randomDistribution()],
    ] as const;
    const expected = (row: number[], n: number) => row.reduce((sum, p, k) => sum + p * joints[n]![k]!, 0);
    const free = q.map((row, n) => expected(row, n) + entropy(row));
    expectNear(freeEnergy(q, joints), (free[0]! + free[1]!) / 2);

    const uniform = new Array<number>(K).fill(1 / K);
    const joint = uniform.map((p) => Math.log(p) - 3); // log p(x) = -3, and the posterior is uniform
    const wrongSign = -entropy(uniform) + uniform.reduce((sum, p, k) => sum + p * joint[k]!, 0);
    expectNear(freeEnergy([uniform], [joint]), -3);
    expect(wrongSign).to.be.below(-6); // not tight at the posterior
  });

  it('takes 0 log 0 as 0, and is -Infinity where q believes what is impossible', () => {
    expect(freeEnergy([[1, 0]], [[-2, -Infinity]])).to.equal(-2);
    expect(freeEnergy([[0.5, 0.5]], [[-2, -Infinity]])).to.equal(-Infinity);
  });
});

describe('responsibilities', () => {
  it('are the same at log-densities of -1000 and -1e6 as at 0, and sum to one', () => {
    const joint = [-1, -2, -4];
    const [near] = responsibilities([joint]);
    const total = joint.reduce((sum, v) => sum + Math.exp(v), 0);
    expectNear(
      near!,
      joint.map((v) => Math.exp(v) / total),
    );
    for (const shift of [1000, 1e6, -1e3]) {
      const [far] = responsibilities([joint.map((v) => v - shift)]);
      expectNear(far!, near!, 1e-9);
      expectNear(far!.reduce((a, b) => a + b, 0), 1); // prettier-ignore
    }
    expectNear(logLikelihood([[-1000, -1000]]), -1000 + Math.log(2));
  });

  it('say which data point is wrong', () => {
    expect(() => responsibilities([])).to.throw(RangeError, 'no data points');
    expect(() => responsibilities([[0], [NaN]])).to.throw(RangeError, 'log joint of data point 1 is NaN');
    expect(() => responsibilities([[-Infinity, -Infinity]])).to.throw(RangeError, 'data point 0 is -Infinity');
    expect(() => logLikelihood([[NaN]])).to.throw(RangeError, 'NaN');
    expect(() => freeEnergy([[1]], [[0, 0]])).to.throw(RangeError, 'Row 0 of q has 1 entries where 2');
    expect(() => freeEnergy([[1, -1]], [[0, 0]])).to.throw(RangeError, 'q is -1');
    expect(() => freeEnergy([], [])).to.throw(RangeError, 'no data points');
    expect(() => freeEnergy([], [[0]])).to.throw(RangeError, 'q has 0 entries where 1');
  });
});
