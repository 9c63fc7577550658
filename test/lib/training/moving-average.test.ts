import { expect } from 'chai';
import { DCGAN, MNIST_DCGAN, MovingAverage, dcganGenerator, ready, seed, tf } from 'saddlepoint';

const CONFIG = { ...MNIST_DCGAN, width: 2, latentDim: 3 };
const first = async (net: tf.LayersModel) => (await net.getWeights()[0]!.data())[0]!;

describe('moving average of a network', () => {
  before(() => ready());

  it('starts at the source, then keeps `decay` of itself at every step', async () => {
    const gan = new DCGAN(CONFIG);
    const model = new MovingAverage(gan, gan.G, dcganGenerator(CONFIG), 0.9);
    let expected = await first(gan.G);
    expect(await first(model.average)).to.equal(expected);
    const x = tf.randomUniform<tf.Rank.R4>([4, 28, 28, 1], -1, 1);
    for (let i = 0; i < 5; i++) {
      tf.dispose(model.step(x));
      expected = 0.9 * expected + 0.1 * (await first(gan.G));
      expect(await first(model.average)).to.be.closeTo(expected, 1e-6);
    }
    const tensors = tf.memory().numTensors;
    for (let i = 0; i < 5; i++) tf.dispose(model.step(x));
    expect(tf.memory().numTensors).to.equal(tensors);
    model.dispose();
    x.dispose();
  });

  it('does not change the training by a bit', async () => {
    const x = tf.randomUniform<tf.Rank.R4>([4, 28, 28, 1], -1, 1);
    const weights = [];
    for (const averaged of [false, true]) {
      seed(1);
      const gan = new DCGAN(CONFIG);
      const average = dcganGenerator(CONFIG);
      const model = averaged ? new MovingAverage(gan, gan.G, average, 0.99) : gan;
      seed(2);
      for (let i = 0; i < 3; i++) tf.dispose(model.step(x));
      weights.push(Array.from(await gan.G.getWeights()[0]!.data()));
      model.dispose();
    }
    expect(weights[1]).to.deep.equal(weights[0]);
    x.dispose();
  });

  it('refuses a decay that is none', () => {
    const gan = new DCGAN(CONFIG);
    expect(() => new MovingAverage(gan, gan.G, dcganGenerator(CONFIG), 1)).to.throw(/decay must be in \[0, 1\)/);
    gan.dispose();
  });
});
