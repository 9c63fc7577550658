import { expect } from 'chai';
import { batchNormalize, BatchNorm, forward, ready, tf } from 'saddlepoint';
import golden from '../../golden/dcgan.json';
import { expectClose } from './close';
import { wave } from './wave';

const network = (...inputShape: number[]) => tf.sequential({ layers: [new BatchNorm({ inputShape })] });
const training = { training: true };

const normalize = (x: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor) =>
  batchNormalize(x, gamma, beta, 1e-5, () => undefined);

describe('BatchNorm', () => {
  before(() => ready());

  const shapes = { images: [3, 2, 2, 2], rows: [12, 2] };
  for (const [kind, shape] of Object.entries(shapes)) {
    const inputs = () => [wave(shape, 1, 2), wave([2], 2, 0.5).add(1), wave([2], 3)];
    const loss = (x: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor) => {
      const y = normalize(x, gamma, beta);
      return wave(shape, 4).mul(y).sum().add(y.square().sum().div(2));
    };

    it(`${kind}: output and first derivatives are PyTorch's`, () => {
      const [x, gamma, beta] = inputs();
      expectClose(normalize(x!, gamma!, beta!), golden.batchNorm.y);
      const grads = tf.grads((...[x, gamma, beta]) => loss(x!, gamma!, beta!))(inputs());
      grads.forEach((g, i) => {
        expectClose(g, golden.batchNorm.first[i]!, 1e-4);
      });
    });

    it(`${kind}: second derivatives are PyTorch's, as a gradient penalty needs them`, () => {
      const product = (...arrays: tf.Tensor[]) => {
        const grads = tf.grads((...[x, gamma, beta]) => loss(x!, gamma!, beta!))(arrays);
        return tf.addN(grads.map((g, i) => g.mul(wave(g.shape, 5 + i)).sum()));
      };
      tf.grads(product)(inputs()).forEach((g, i) => {
        expectClose(g, golden.batchNorm.second[i]!, 1e-4);
      });
    });
  }

  it('in training: mean 0 and variance 1 by channel, whatever comes in', () => {
    const y = forward(network(4, 4, 3), tf.randomNormal([50, 4, 4, 3], 7, 5), training);
    const { mean, variance } = tf.moments(y, [0, 1, 2]);
    expectClose(mean, [0, 0, 0], 1e-4);
    expectClose(variance, [1, 1, 1], 1e-4);
  });

  it('moves the running averages a tenth of the way to the mean and the unbiased variance', () => {
    for (const shape of [
      [2, 1, 1, 1],
      [2, 1],
    ]) {
      const net = network(...shape.slice(1));
      forward(net, tf.tensor([1, 5], shape), training); // mean 3, unbiased variance 8
      const [, , mean, variance] = net.getWeights();
      expectClose(mean!, [0.1 * 3]);
      expectClose(variance!, [0.9 + 0.1 * 8]);
    }
  });

  it('outside of training: normalises by the running averages and leaves them alone', () => {
    const net = network(1);
    net.setWeights([[2], [1], [10], [4]].map((w) => tf.tensor1d(w)));
    expectClose(forward(net, tf.tensor2d([[12]]), { training: false }), [2 * (2 / Math.sqrt(4 + 1e-5)) + 1]);
    expect(net.getWeights().map((w) => w.dataSync()[0])).to.deep.equal([2, 1, 10, 4]);
  });

  it('leaks nothing', () => {
    const net = network(4, 4, 3);
    const x = tf.randomNormal([5, 4, 4, 3]);
    const step = () => {
      tf.grad((x) => forward(net, x, training).square().sum())(x).dispose();
    };
    step();
    const before = tf.memory().numTensors;
    step();
    expect(tf.memory().numTensors).to.equal(before);
  });
});
