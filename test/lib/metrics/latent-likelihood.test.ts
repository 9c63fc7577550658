import { expect } from 'chai';
import { importanceSampledLogLikelihood, normalLogDensity, ready, seed, tf } from 'saddlepoint';

/** z ~ N(0, 1), x | z ~ N(z, 1), weighed by draws from N(m, s^2); the posterior is N(x / 2, 1 / 2). */
const linear = (m: (x: tf.Tensor) => tf.Tensor, s: number) => ({
  logWeights: (x: tf.Tensor4D, K: number): tf.Tensor2D => {
    const [flat, logTwoPi] = [x.reshape([-1]), Math.log(2 * Math.PI)];
    const epsilon = tf.randomNormal([K, flat.size]);
    const z = epsilon.mul(s).add(m(flat));
    const logJoint = z.square().add(flat.sub(z).square()).add(2 * logTwoPi).mul(-0.5); // prettier-ignore
    const logQ = epsilon.square().add(logTwoPi + 2 * Math.log(s)).mul(-0.5); // prettier-ignore
    return logJoint.sub<tf.Tensor2D>(logQ);
  },
});

describe('importanceSampledLogLikelihood (E-04)', () => {
  before(() => ready());

  const values = [-1, 0.5, 2];
  const x = () => tf.tensor4d(values, [3, 1, 1, 1]);
  const exact = values.map((v) => normalLogDensity(v, 0, Math.SQRT2));

  it('is log p(x) with one draw from the posterior', async () => {
    const model = linear((flat) => flat.div(2), Math.SQRT1_2);
    const logs = await importanceSampledLogLikelihood(model, x(), 1);
    logs.forEach((log, i) => expect(log).to.be.closeTo(exact[i]!, 1e-5));
  });

  it('comes to log p(x) with many draws from another Gaussian, image after image', async () => {
    seed(1);
    const done: number[] = [];
    const wide = linear((flat) => flat.mul(0), 1);
    const logs = await importanceSampledLogLikelihood(wide, x(), 9000, (n) => done.push(n));
    logs.forEach((log, i) => expect(log).to.be.closeTo(exact[i]!, 0.05));
    expect(done).to.deep.equal([1, 2, 3]);
  });

  it('leaves no tensor behind, and wants a whole number of draws', async () => {
    const model = linear((flat) => flat.div(2), 1);
    const input = x();
    const before = tf.memory().numTensors;
    await importanceSampledLogLikelihood(model, input, 10);
    expect(tf.memory().numTensors).to.equal(before);
    const message = await importanceSampledLogLikelihood(model, input, 0.5).catch((e: unknown) => (e as Error).message);
    expect(message).to.contain('draws is 0.5');
  });
});
