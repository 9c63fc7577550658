import { expect } from 'chai';
import { pack, Pack, ready, tf } from 'saddlepoint';

describe('Pack (G-17)', () => {
  before(() => ready());

  const packed = (size: number, x: tf.Tensor) => pack({ size }).apply(x) as tf.Tensor;

  it('puts examples side by side: [6, 2] -> [2, 6]', () => {
    const x = tf.range(0, 12).reshape([6, 2]);
    const y = packed(3, x);
    expect(y.shape).to.deep.equal([2, 6]);
    expect([...y.dataSync()]).to.deep.equal([...x.dataSync()]);
  });

  it('gives each number its own gradient', () => {
    const x = tf.range(0, 8).reshape([4, 2]);
    const slope = tf.grad((v) => packed(2, v).square().sum())(x);
    expect([...slope.dataSync()]).to.deep.equal([...x.mul(2).dataSync()]);
  });

  it('in a network, the layer behind it takes size times as many numbers', () => {
    const layers = [tf.layers.inputLayer({ inputShape: [2] }), pack({ size: 4 }), tf.layers.dense({ units: 1 })];
    const net = tf.sequential({ layers });
    expect(net.getWeights()[0]!.shape).to.deep.equal([8, 1]);
    expect((net.predict(tf.ones([12, 2])) as tf.Tensor).shape).to.deep.equal([3, 1]);
    net.dispose();
  });

  it('is saved and read as part of a network', () => {
    const made = pack({ size: 3 }).getConfig();
    expect((tf.serialization.SerializationMap.getMap().classNameMap['Pack']![0] as typeof Pack) === Pack).to.equal(
      true,
    );
    expect(made['size']).to.equal(3);
  });

  it('says which sizes and batches it takes', () => {
    for (const size of [0, 1.5, NaN]) expect(() => pack({ size })).to.throw(RangeError, `but is ${size}`);
    expect(() => packed(3, tf.ones([4, 2]))).to.throw('takes a batch that is a multiple of 3, but got 4');
  });
});
