import { expect } from 'chai';
import { mnist, parzenLogDensities, parzenLogLikelihood, parzenSigma, ready, seed, tf } from 'saddlepoint';
import { golden } from './evaluation-golden';

const message = (promise: Promise<unknown>) => promise.catch((error: unknown) => (error as Error).message);

describe('Parzen windows (H-01)', () => {
  let [samples, validation, test] = [] as unknown as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D];
  before(async () => {
    await ready();
    const { parzen } = golden;
    [samples, validation, test] = [parzen.samples, parzen.validation, parzen.test].map((rows) => tf.tensor2d(rows)) as [
      tf.Tensor2D,
      tf.Tensor2D,
      tf.Tensor2D,
    ];
  });
  after(() => {
    tf.dispose([samples, validation, test]);
  });

  it('agree with SciPy at a given sigma, to 1e-3 nats', async () => {
    const { sigma, logDensities } = golden.parzen.at;
    const found = await parzenLogDensities(test, samples, sigma);
    for (const [n, expected] of logDensities.entries()) expect(found[n]).to.be.closeTo(expected, 1e-3);
  });

  it("choose SciPy's sigma on validation data, and give the test data its mean and standard error", async () => {
    const { sigma, logLikelihood, standardError } = golden.parzen;
    const score = await parzenLogLikelihood(samples, { validation, test });
    expect(score.sigma).to.be.closeTo(sigma, 0.005 * sigma);
    expect(score.logLikelihood).to.be.closeTo(logLikelihood, 0.02);
    expect(score.standardError).to.be.closeTo(standardError, 0.02);
    expect(score.logDensities).to.have.length(15);
  });

  it('a single window is a Gaussian, in any number of dimensions', async () => {
    const [x, s] = [tf.fill([2, 4, 3], 0.5), tf.zeros([1, 4, 3])];
    const found = await parzenLogDensities(x, s, 0.5);
    tf.dispose([x, s]);
    const expected = -12 * (0.5 + 0.5 * Math.log(2 * Math.PI * 0.25));
    for (const value of found) expect(value).to.be.closeTo(expected, 1e-4);
  });

  it('integrate to 1 over the line', async () => {
    const s = tf.tensor2d([[-1], [0.2], [0.3]]);
    const x = tf.linspace(-4, 4, 801).reshape([801, 1]);
    const density = (await parzenLogDensities(x, s, 0.4)).map(Math.exp);
    tf.dispose([x, s]);
    expect(density.reduce((sum, p) => sum + p, 0) * 0.01).to.be.closeTo(1, 1e-5);
  });

  it('are finite where every single density is 0 in float32', async () => {
    const [x, s] = [tf.fill([1, 784], 1), tf.zeros([3, 784])];
    const [value] = await parzenLogDensities(x, s, 0.05);
    tf.dispose([x, s]);
    const expected = -784 * (1 / (2 * 0.0025) + 0.5 * Math.log(2 * Math.PI * 0.0025));
    expect(value).to.be.closeTo(expected, 0.1); // of 155,000 nats
  });

  it('are the same whether the distances fit into one chunk or not, and leave no tensor behind', async () => {
    seed(1);
    const s = tf.randomNormal([2 ** 22, 1]); // four examples a chunk
    const x = tf.randomNormal([6, 1]);
    const before = tf.memory().numTensors;
    const together = await parzenLogDensities(x, s, 0.3);
    const last = x.slice(5, 1);
    const [alone] = await parzenLogDensities(last, s, 0.3);
    last.dispose();
    expect(together[5]).to.equal(alone);
    await parzenLogLikelihood(samples, { validation, test });
    expect(tf.memory().numTensors).to.equal(before);
    tf.dispose([s, x]);
  });

  it('score a thousand real digits far above noise', async () => {
    seed(2);
    const { x, y } = (await mnist({ split: 'train' })).take(2000).tensors();
    const unit = tf.tidy(() => x.add(1).div(2));
    const [real, held, scored] = tf.split(unit, [1000, 200, 800]) as [tf.Tensor, tf.Tensor, tf.Tensor];
    const noise = tf.randomUniform(real.shape);
    const ofReal = await parzenLogLikelihood(real, { validation: held, test: scored });
    const ofNoise = await parzenLogLikelihood(noise, { validation: held, test: scored });
    expect(ofReal.sigma).to.be.within(0.15, 0.25);
    expect(ofReal.logLikelihood)
      .to.be.greaterThan(100)
      .and.greaterThan(ofNoise.logLikelihood + 300);
    tf.dispose([x, y, unit, real, held, scored, noise]);
  });

  it('say what is wrong with their input', async () => {
    const wide = tf.zeros([2, 7]);
    expect(await message(parzenLogDensities(wide, samples, 0.1))).to.equal(
      'parzen: samples [40,6] and x [2,7] do not fit together.',
    );
    expect(await message(parzenLogDensities(test, samples, 0))).to.contain('parzen: sigma is 0');
    expect(await message(parzenSigma(validation, samples, [0.2, 1]))).to.match(/largest at the end 0.2.* of the range/);
    expect(await message(parzenSigma(validation, samples, [0.2, 0.1]))).to.contain('the second must be well above');
    wide.dispose();
  });
});
