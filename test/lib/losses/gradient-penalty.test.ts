import { expect } from 'chai';
import { descend, gradientPenalty, nonSaturating, r1, ready, tf, wasserstein, type GANLoss } from 'saddlepoint';
import { expectClose } from '../nn/close';
import { wave } from '../nn/wave';

const slope = [0.6, -1.2, 2];
const squared = 0.36 + 1.44 + 4;
/** s(x) = x . w has the slope w everywhere. */
const linear = (w: tf.Tensor) => (x: tf.Tensor) => tf.matMul(x, w.reshape([3, 1]));
/** s(x) = |x|^2 / 2 has the slope x. */
const bowl = (x: tf.Tensor) => x.square().sum(1, true).div(2);

describe('gradient penalties', () => {
  let real: tf.Tensor, fake: tf.Tensor;
  const paid = (loss: GANLoss, score: (x: tf.Tensor) => tf.Tensor) => loss.penalty!.of(score, real, fake);

  before(async () => {
    await ready();
    [real, fake] = [wave([5, 3], 1), wave([5, 3], 2)];
  });

  it('R1 of a linear D is gamma |w|^2 / 2, and its gradient by w is gamma w', () => {
    const { value, grad } = tf.valueAndGrad((w) => paid(r1(nonSaturating, { gamma: 3 }), linear(w)))(
      tf.tensor1d(slope),
    );
    expectClose(value, [1.5 * squared]);
    expectClose(
      grad,
      slope.map((w) => 3 * w),
    );
  });

  it('R1 looks at real data only: of |x|^2 / 2 it is gamma / 2 times the mean of |x|^2', () => {
    const want = real.square().sum(1).mean().dataSync()[0]!;
    expectClose(paid(r1(nonSaturating, { gamma: 2 }), bowl), [want]);
  });

  it('R1 every fourth step is four times as high', () => {
    const [each, lazy] = [1, 4].map((every) => r1(nonSaturating, { gamma: 2, every }));
    expect(lazy!.penalty!.every).to.equal(4);
    expectClose(paid(lazy!, bowl), [4 * paid(each!, bowl).dataSync()[0]!]);
  });

  it('WGAN-GP of a linear critic is lambda (|w| - 1)^2, and its gradient by w is 2 lambda (|w| - 1) w / |w|', () => {
    const norm = Math.sqrt(squared);
    const loss = gradientPenalty(wasserstein, { lambda: 10 });
    const { value, grad } = tf.valueAndGrad((w) => paid(loss, linear(w)))(tf.tensor1d(slope));
    expectClose(value, [10 * (norm - 1) ** 2], 1e-5);
    expectClose(
      grad,
      slope.map((w) => (20 * (norm - 1) * w) / norm),
      1e-5,
    );
  });

  it('WGAN-GP looks between real and fake: between a point and itself there is nothing else', () => {
    const norms = real.square().sum(1).sqrt();
    const want = norms.sub(1).square().mean().mul(10).dataSync()[0]!;
    const loss = gradientPenalty(wasserstein, { lambda: 10 });
    expectClose(loss.penalty!.of(bowl, real, real), [want], 1e-5);
  });

  it('WGAN-GP is finite, and so is its gradient, for a critic that is flat', () => {
    const loss = gradientPenalty(wasserstein, { lambda: 10 });
    const { value, grad } = tf.valueAndGrad((w) => paid(loss, linear(w)))(tf.zeros([3]));
    expectClose(value, [10], 1e-4);
    expectClose(grad, [0, 0, 0]);
  });

  it('a critic on two far points gets the slope 1 between them, in a hundred steps of the penalty', () => {
    const critic = tf.sequential({ layers: [tf.layers.dense({ units: 1, useBias: false, inputShape: [1] })] });
    critic.setWeights([tf.tensor2d([[0.1]])]); // on the other side of 0 lies another minimum
    const loss = gradientPenalty(wasserstein, { lambda: 10 });
    const optimizer = tf.train.sgd(0.04);
    const score = (x: tf.Tensor) => critic.apply(x) as tf.Tensor;
    const [at3, at5] = [tf.fill([4, 1], 3), tf.fill([4, 1], 5)];
    for (let i = 0; i < 100; i++) {
      descend(optimizer, [critic], () =>
        loss.discriminator(score(at5), score(at3)).add(loss.penalty!.of(score, at5, at3)),
      ).dispose();
    }
    // min over w of -2 w + 10 (|w| - 1)^2 lies at w = 1.1
    expectClose(critic.getWeights()[0]!, [1.1], 1e-4);
  });

  it('each keeps the loss that it is given, and has a name of its own', () => {
    const one = r1(nonSaturating, { gamma: 2, every: 4 });
    expect(one.name).to.equal('nonSaturating, R1 with gamma 2 every 4');
    const logits = wave([5, 1], 3);
    expectClose(one.generator(logits), [nonSaturating.generator(logits).dataSync()[0]!]);
    expect(gradientPenalty(wasserstein, { lambda: 10 }).name).to.equal('wasserstein, gradient penalty 10');
  });

  it('says which settings it takes', () => {
    for (const gamma of [0, -1, NaN, Infinity]) {
      expect(() => r1(nonSaturating, { gamma })).to.throw(RangeError, 'r1: gamma must be a number above 0');
      expect(() => gradientPenalty(wasserstein, { lambda: gamma })).to.throw(
        RangeError,
        'lambda must be a number above',
      );
    }
    for (const every of [0, 1.5]) {
      expect(() => r1(nonSaturating, { gamma: 1, every })).to.throw(RangeError, 'every must be a whole number');
    }
  });
});
