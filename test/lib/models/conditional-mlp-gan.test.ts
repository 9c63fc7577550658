import { expect } from 'chai';
import { ConditionalMLPGAN, ready, seed, tf } from 'saddlepoint';
import { itKeepsTheContract, weightsOf } from './trainable-contract';

const CONFIG = {
  outputs: 3,
  conditions: 2,
  latentDim: 4,
  hidden: [8],
  output: 'softmax',
  learningRate: 1e-2,
  beta1: 0.5,
} as const;

const oneHot = (labels: number[]) => tf.tidy(() => tf.oneHot(labels, 3).toFloat() as tf.Tensor2D);
const batch = () => ({ x: oneHot([0, 1, 2, 1]), y: tf.randomNormal<tf.Rank.R2>([4, 2]) });

describe('the conditional MLP GAN (J-03)', () => {
  before(() => ready());
  itKeepsTheContract(() => new ConditionalMLPGAN(CONFIG), batch);

  it('draws a distribution for each condition, another one each time', () => {
    seed(1);
    const model = new ConditionalMLPGAN(CONFIG);
    const y = tf.ones<tf.Rank.R2>([5, 2]);
    const x = model.sample(y).arraySync();
    for (const row of x) expect(row.reduce((sum, p) => sum + p, 0)).to.be.closeTo(1, 1e-6);
    expect(new Set(x.map((row) => row.join())).size).to.equal(5);
    y.dispose();
    model.dispose();
  });

  it('listens to the condition: it learns to say 0 when it is -1, and 2 when it is 1', () => {
    seed(2);
    const model = new ConditionalMLPGAN({ ...CONFIG, conditions: 1, hidden: [16] });
    for (let step = 0; step < 150; step++) {
      const given = Array.from({ length: 32 }, () => (Math.random() < 0.5 ? -1 : 1));
      const x = oneHot(given.map((sign) => sign + 1));
      const y = tf.tensor2d(given, [32, 1]);
      tf.dispose([model.step({ x, y }), x, y]);
    }
    const y = tf.tensor2d([-1, 1], [2, 1]);
    const [low, high] = model.sample(y).arraySync() as [number[], number[]];
    expect(low.indexOf(Math.max(...low))).to.equal(0);
    expect(high.indexOf(Math.max(...high))).to.equal(2);
    y.dispose();
    model.dispose();
  });

  it('moves one player at a time: on the first of two batches G stays', () => {
    seed(3);
    const model = new ConditionalMLPGAN(CONFIG, undefined, 2);
    const before = weightsOf(model);
    const given = batch();
    tf.dispose([model.step(given), given]);
    const after = weightsOf(model);
    const moved = Object.keys(after).filter((name) => String(after[name]) !== String(before[name]));
    expect(moved).to.not.be.empty;
    for (const name of moved) expect(name).to.match(/^discriminator/);
    model.dispose();
  });
});
