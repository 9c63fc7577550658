import { expect } from 'chai';
import { kMeans, ready, seed, tf } from 'saddlepoint';
import { golden } from '../metrics/evaluation-golden';

const message = (promise: Promise<unknown>) => promise.catch((error: unknown) => (error as Error).message);

describe('k-means (H-02)', () => {
  before(() => ready());

  it('moves its centres as scikit-learn does', async () => {
    const [x, start] = [tf.tensor2d(golden.kMeans.x), tf.tensor2d(golden.kMeans.start)];
    for (const iterations of [1, 3] as const) {
      const { centres, distortion } = await kMeans(x, 5, { iterations, start });
      const found = (await centres.array()) as number[][];
      for (const [k, centre] of golden.kMeans.centres[iterations].entries()) {
        for (const [i, value] of centre.entries()) expect(found[k]![i]).to.be.closeTo(value, 1e-5);
      }
      expect(distortion[0]).to.be.closeTo(golden.kMeans.distortion, 1e-5 * golden.kMeans.distortion);
      centres.dispose();
    }
    tf.dispose([x, start]);
  });

  it('never gets worse, keeps the shape of the data, and leaves only its centres', async () => {
    seed(3);
    const x = tf.randomNormal([200, 3, 2]);
    const before = tf.memory().numTensors;
    const { centres, distortion } = await kMeans(x, 8, { iterations: 12 });
    expect(centres.shape).to.deep.equal([8, 3, 2]);
    for (let t = 1; t < 12; t++) expect(distortion[t]).to.be.at.most(distortion[t - 1]! * (1 + 1e-6));
    expect(tf.memory().numTensors).to.equal(before + 1);
    tf.dispose([x, centres]);
  });

  it('leaves a centre without examples where it is', async () => {
    const [x, start] = [tf.tensor2d([[0], [1]]), tf.tensor2d([[0.5], [99]])];
    const { centres } = await kMeans(x, 2, { iterations: 2, start });
    expect(await centres.array()).to.deep.equal([[0.5], [99]]);
    tf.dispose([x, start, centres]);
  });

  it('says what is wrong with its input', async () => {
    const x = tf.zeros([3, 2]);
    expect(await message(kMeans(x, 4, { iterations: 1 }))).to.contain('4 centres need at least 4 examples');
    expect(await message(kMeans(x, 2, { iterations: 1, start: x }))).to.contain('start has shape [3,2]');
    expect(await message(kMeans(x, 0, { iterations: 1 }))).to.contain('kMeans: k is 0');
    x.dispose();
  });
});
