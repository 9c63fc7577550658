import { expect } from 'chai';
import {
  descend,
  forward,
  gradientReversal,
  ready,
  reverseGradient,
  stopGradient,
  straightThrough,
  tf,
} from 'saddlepoint';

describe('gradients that we choose', () => {
  before(() => ready());

  it('stopGradient: the same numbers in memory of their own count, no gradient, and no loss of them alone', () => {
    const before = tf.memory();
    const x = tf.tensor1d([1, 2, 3]);
    const y = stopGradient(x);
    x.dispose();
    expect([...y.dataSync()]).to.deep.equal([1, 2, 3]);
    y.dispose();
    expect(tf.memory().numTensors).to.equal(before.numTensors);
    expect(tf.memory().numDataBuffers).to.equal(before.numDataBuffers);

    const net = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })], name: 'encoder' });
    const loss = () =>
      stopGradient(forward(net, tf.ones([3, 2]), { training: true }))
        .mean()
        .asScalar();
    expect(() => descend(tf.train.sgd(1), [net], loss)).to.throw("does not depend on the weights of 'encoder'");
  });

  it('straightThrough: the numbers of q to the last bit, the gradient to z', () => {
    const [z, q] = [tf.tensor1d([0.1, 0.7]), tf.tensor1d([0, 1e8])];
    expect([...straightThrough(z, q).dataSync()]).to.deep.equal([...q.dataSync()]);
    const [dz] = tf.grads((z) => straightThrough(z, q).mul([3, 5]).sum())([z]);
    expect([...dz!.dataSync()]).to.deep.equal([3, 5]);
    expect(() => straightThrough(z, tf.ones([3]))).to.throw('takes two tensors of one shape, but got [2] and [3]');
  });

  it('reverseGradient: -lambda, which the layer may change while it trains', () => {
    const x = tf.tensor2d([[1, 2]]);
    const slope = (f: (x: tf.Tensor) => tf.Tensor) =>
      tf
        .grad((x) => f(x).sum())(x)
        .dataSync()[0];
    expect(slope((x) => reverseGradient(x, 2))).to.equal(-2);
    const layer = gradientReversal({ lambda: 0 });
    expect(Math.abs(slope((x) => layer.apply(x) as tf.Tensor)!)).to.equal(0);
    layer.lambda = 0.5;
    expect(slope((x) => layer.apply(x) as tf.Tensor)).to.equal(-0.5);
  });
});
