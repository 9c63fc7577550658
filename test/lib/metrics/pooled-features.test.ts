import { expect } from 'chai';
import {
  adaptiveMaxPool,
  collisions,
  dcganDiscriminator,
  MNIST_DCGAN,
  pooledFeatures,
  ready,
  seed,
  tf,
} from 'saddlepoint';
import { golden } from '../few-labels-golden';

describe('grids of maxima', () => {
  before(() => ready());

  it("are PyTorch's adaptive_max_pool2d", () => {
    const x = tf.tensor4d(golden.pools.x);
    for (const { side, max } of golden.pools.grids) {
      const [found, expected] = [adaptiveMaxPool(x, side), tf.tensor4d(max)];
      expect([...found.dataSync()]).to.deep.equal([...expected.dataSync()]); // a maximum is one of the numbers
      expect(found.shape).to.deep.equal([2, side, side, 3]);
      tf.dispose([found, expected]);
    }
    expect(() => adaptiveMaxPool(x, 6)).to.throw('a grid of side 6 does not fit on maps of 7 x 5');
    expect(() => adaptiveMaxPool(x, 0)).to.throw('side is 0');
    x.dispose();
  });
});

describe("features of a discriminator's convolutions (I-07)", () => {
  before(() => ready());

  it('are the activations of every resolution, not what comes before batch norm, and leave nothing behind', async () => {
    seed(1);
    const D = dcganDiscriminator({ ...MNIST_DCGAN, width: 2 });
    const x = tf.randomUniform<tf.Rank.R4>([3, 28, 28, 1], -1, 1);
    const before = tf.memory().numTensors;
    const rows = await pooledFeatures(x, D);
    expect(tf.memory().numTensors).to.equal(before);
    const expected = tf.tidy(() => {
      let h: tf.Tensor = x;
      const maps: tf.Tensor[] = [];
      for (const layer of D.layers) {
        h = layer.apply(h, { training: false }) as tf.Tensor;
        if (layer.getClassName() === 'LeakyReLU') maps.push(adaptiveMaxPool(h as tf.Tensor4D, 4).reshape([3, -1]));
      }
      return tf.concat(maps, 1).arraySync() as number[][];
    });
    expect(rows[0]).to.have.length(4 * 4 * (2 + 4));
    for (const [n, row] of rows.entries())
      for (const [i, value] of row.entries()) expect(value).to.be.closeTo(expected[n]![i]!, 1e-6);
    const error = await pooledFeatures(x, D, 20).catch((e: unknown) => (e as Error).message);
    expect(error).to.include('no maps on which a grid of 20 x 20 fits');
    x.dispose();
    D.dispose();
  });
});

describe('collisions of codes (I-05)', () => {
  it('are groups of two and more, in order', () => {
    const codes = [[0, 1], [1, 1], [0, 1], [0, 0], [1, 1], [0, 1]]; // prettier-ignore
    expect(collisions(codes)).to.deep.equal([[0, 2, 5], [1, 4]]); // prettier-ignore
    expect(collisions([[1, 2], [12]].map((code) => [...code, 0].slice(0, 2)))).to.deep.equal([]);
    expect(() => collisions([])).to.throw('collisions: codes');
  });
});
