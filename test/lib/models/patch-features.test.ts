import { expect } from 'chai';
import { learnPatches, patchFeatures, ready, seed, tf } from 'saddlepoint';
import { golden } from '../few-labels-golden';

describe('features of patches by k-means (I-09)', () => {
  before(() => ready());

  it("are NumPy's triangle codes, summed over quarters; an odd row belongs to the upper half", async () => {
    const { x, side, contrast, mean, matrix, centroids, features } = golden.patches;
    const images = tf.tensor4d(x);
    const dictionary = {
      config: { side, contrast },
      mean: tf.tensor1d(mean),
      matrix: tf.tensor2d(matrix),
      centroids: tf.tensor2d(centroids),
    };
    const before = tf.memory().numTensors;
    const found = await patchFeatures(images, dictionary);
    expect(tf.memory().numTensors).to.equal(before);
    for (const [n, row] of features.entries())
      for (const [i, value] of row.entries()) expect(found[n]![i]).to.be.closeTo(value, 1e-4);
    tf.dispose([images, dictionary.mean, dictionary.matrix, dictionary.centroids]);
  });

  it('learn one centroid from images that are all one patch, and whitening centres it', async () => {
    seed(1);
    const x = tf.tile(tf.tensor4d([1, 0, 0, -1], [1, 2, 2, 1]), [9, 1, 1, 1]);
    const config = { side: 2, centroids: 1, patches: 20, iterations: 1, contrast: 0.5, epsilon: 0.1 };
    const { mean, centroids, matrix } = await learnPatches(x, config);
    // mean 0, variance 1/2: divided by the root of 1/2 + 1/2
    expect([...mean.dataSync()]).to.deep.equal([1, 0, 0, -1]);
    for (const value of centroids.dataSync()) expect(value).to.be.closeTo(0, 1e-6);
    tf.dispose([x, mean, centroids, matrix]);
  });

  it('say what is wrong', async () => {
    const x = tf.zeros<tf.Rank.R4>([4, 5, 5, 1]);
    const config = { side: 2, centroids: 2, patches: 10, iterations: 1, contrast: 1, epsilon: 0.1 };
    const says = (changed: object) =>
      learnPatches(x, { ...config, ...changed }).catch((e: unknown) => (e as Error).message);
    expect(await says({ side: 6 })).to.include('patches of side 6 do not fit into images of 5 x 5');
    expect(await says({ patches: 1 })).to.include('patches is 1');
    expect(await says({ contrast: 0 })).to.include('contrast is 0');
    x.dispose();
  });
});
