import { expect } from 'chai';
import { classifierTwoSampleTest, mnist, ready, seed, tf } from 'saddlepoint';

const message = (promise: Promise<unknown>) => promise.catch((error: unknown) => (error as Error).message);

describe('classifier two-sample test (H-04)', () => {
  before(() => ready());

  it('is right half of the time on two sets from one distribution: real digits against real digits', async () => {
    seed(1);
    const { x, y } = (await mnist({ split: 'test' })).tensors();
    // every other image, since the first half was written more neatly
    const [even, odd] = tf.tidy(() =>
      tf.unstack(x.reshape([5000, 2, 784]), 1).map((half) => tf.keep(half as tf.Tensor2D)),
    ) as [tf.Tensor2D, tf.Tensor2D];
    const { accuracy, held, interval } = await classifierTwoSampleTest(even, odd, { epochs: 4 });
    expect(held).to.equal(5000);
    // five standard deviations of a guess are 3.5 %
    expect(accuracy).to.be.closeTo(0.5, 0.035);
    expect(interval[0]).to.be.lessThan(accuracy);
    tf.dispose([x, y, even, odd]);
  });

  it('keeps its promise on sets that are alike: p-values below 0.1 in about a tenth of the tests', async () => {
    seed(2);
    let low = 0;
    for (let t = 0; t < 40; t++) {
      const [a, b] = [tf.randomNormal([80, 2]), tf.randomNormal([80, 2])];
      if ((await classifierTwoSampleTest(a, b, { epochs: 5, hidden: 4 })).pValue <= 0.1) low += 1;
      tf.dispose([a, b]);
    }
    expect(low).to.be.at.most(12); // Binomial(40, 0.1): 13 or more once in 4,000
  });

  it('comes near the best accuracy there is, and is sure: N(0, 1) against N(2, 1), 84 %', async () => {
    seed(3);
    const [a, b] = [tf.randomNormal([2000, 1]), tf.randomNormal([2000, 1], 2, 1)];
    const { accuracy, pValue, logits } = await classifierTwoSampleTest(a, b, { epochs: 30 });
    expect(accuracy).to.be.closeTo(0.8413, 0.04); // five standard deviations of 2,000 answers
    expect(pValue).to.be.lessThan(1e-100);
    expect([logits.first.length, logits.second.length]).to.deep.equal([1000, 1000]);
    tf.dispose([a, b]);
  });

  it('sees what no mean and no covariance shows: a circle against a Gaussian of the same moments', async () => {
    seed(4);
    const angle = tf.randomUniform([1000, 1], 0, 2 * Math.PI);
    const circle = tf.concat([angle.cos(), angle.sin()], 1).mul(Math.SQRT2);
    const normal = tf.randomNormal([1000, 2]);
    const { accuracy } = await classifierTwoSampleTest(circle, normal, { epochs: 40, learningRate: 0.02 });
    expect(accuracy).to.be.greaterThan(0.7);
    tf.dispose([angle, circle, normal]);
  });

  it('does not care for units, minds constant coordinates as little, and leaves no tensor behind', async () => {
    const [a, b] = [tf.randomNormal([100, 3]), tf.randomNormal([100, 3], 3, 1)];
    const [large, other] = tf.tidy(() =>
      [a, b].map((x) => tf.keep(tf.concat([x.mul(1000).add(5), tf.ones([100, 1])], 1))),
    ) as [tf.Tensor, tf.Tensor];
    await classifierTwoSampleTest(a, b, { epochs: 1 }); // optimizers keep their slots' names
    const before = tf.memory().numTensors;
    expect((await classifierTwoSampleTest(large, other, { epochs: 50 })).accuracy).to.be.greaterThan(0.9);
    expect(tf.memory().numTensors).to.equal(before);
    tf.dispose([a, b, large, other]);
  });

  it('says when the sets do not fit together', async () => {
    const [a, b, few] = [tf.zeros([10, 2]), tf.zeros([9, 2]), tf.zeros([3, 2])];
    expect(await message(classifierTwoSampleTest(a, b))).to.contain('sets of shape [10,2] and [9,2]');
    expect(await message(classifierTwoSampleTest(few, few))).to.contain('4 examples or more');
    tf.dispose([a, b, few]);
  });
});
