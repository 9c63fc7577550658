import { expect } from 'chai';
import { descend, forward, ready, tf, variables } from 'saddlepoint';

const dense = (name: string, inputs: number) =>
  tf.sequential({ name, layers: [tf.layers.dense({ units: 2, inputShape: [inputs] })] });
const weights = (net: tf.LayersModel) => net.getWeights().map((w) => [...w.dataSync()]);
const run = (net: tf.LayersModel, x: tf.Tensor) => forward(net, x, { training: true });

describe('descend', () => {
  before(() => ready());

  it('moves the named networks down the gradient, by the optimizer, and leaves the others alone', () => {
    const [encoder, decoder] = [dense('encoder', 3), dense('decoder', 2)];
    const x = tf.randomNormal([5, 3]);
    const loss = () => run(decoder, run(encoder, x)).square().mean().asScalar();
    const before = { encoder: weights(encoder), decoder: weights(decoder) };
    const { grads } = tf.variableGrads(loss, variables([decoder]));
    const value = descend(tf.train.sgd(0.01), [decoder], loss);
    expect(weights(encoder)).to.deep.equal(before.encoder);
    variables([decoder]).forEach((variable, i) => {
      const gradient = grads[variable.name]!.dataSync();
      const expected = before.decoder[i]!.map((w, j) => Math.fround(w - Math.fround(Math.fround(0.01) * gradient[j]!)));
      expect([...variable.dataSync()]).to.deep.equal(expected);
    });
    expect(value.dataSync()[0]).to.be.greaterThan(loss().dataSync()[0]!);
  });

  it('moves several networks at once', () => {
    const [encoder, decoder] = [dense('encoder', 3), dense('decoder', 2)];
    const before = [weights(encoder), weights(decoder)];
    const loss = () =>
      run(decoder, run(encoder, tf.ones([5, 3])))
        .square()
        .mean()
        .asScalar();
    descend(tf.train.sgd(0.1), [encoder, decoder], loss);
    expect(weights(encoder)).to.not.deep.equal(before[0]);
    expect(weights(decoder)).to.not.deep.equal(before[1]);
  });

  it('keeps nothing but the loss', () => {
    const net = dense('critic', 3);
    const optimizer = tf.train.sgd(0.1);
    const x = tf.ones([5, 3]);
    const before = tf.memory().numTensors;
    const loss = descend(optimizer, [net], () => run(net, x).mean().asScalar());
    expect(tf.memory().numTensors).to.equal(before + 1);
    loss.dispose();
  });

  it('wants a scalar: names the network and the shape', () => {
    const net = dense('critic', 3);
    const loss = () => run(net, tf.ones([5, 3])) as unknown as tf.Scalar;
    expect(() => descend(tf.train.sgd(0.1), [net], loss)).to.throw("the loss of 'critic' has shape [5,2]");
  });

  it('wants a loss that depends on the network: names it', () => {
    const net = dense('critic', 3);
    expect(() => descend(tf.train.sgd(0.1), [net], () => tf.scalar(1))).to.throw(
      "does not depend on the weights of 'critic'",
    );
  });
});
