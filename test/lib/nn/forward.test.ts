import { expect } from 'chai';
import { forward, forwardTogether, ready, tf } from 'saddlepoint';

describe('forward', () => {
  before(() => ready());

  const network = () =>
    tf.sequential({
      name: 'critic',
      layers: [tf.layers.dense({ units: 4, inputShape: [3] }), tf.layers.dropout({ rate: 0.5 })],
    });

  it('gives the output; dropout only in training', () => {
    const net = network();
    const x = tf.ones([50, 3]);
    const zeros = (y: tf.Tensor) => y.equal(0).sum().dataSync()[0]!;
    expect(zeros(forward(net, x, { training: false }))).to.equal(0);
    expect(zeros(forward(net, x, { training: true }))).to.be.within(40, 160); // of 200 at rate 0.5: 8 deviations
  });

  it('names the network, what it takes and what it got', () => {
    const message = "The network 'critic' takes [B, 3] (B: batch size), but got ";
    expect(() => forward(network(), tf.ones([50, 2]), { training: false })).to.throw(`${message}[50, 2].`);
    expect(() => forward(network(), tf.ones([3]), { training: false })).to.throw(`${message}[3].`);
    expect(() => forward(network(), tf.ones([2, 2, 3]), { training: false })).to.throw(`${message}[2, 2, 3].`);
  });

  it('gives the outputs on several batches at once, with the gradients of each', () => {
    const net = network();
    const [a, b] = [tf.randomNormal([2, 3]), tf.randomNormal([3, 3])] as const;
    const together = (...batches: tf.Tensor[]) => forwardTogether(net, batches, { training: false });
    const alone = [a, b].map((x) => forward(net, x, { training: false }).dataSync());
    together(a, b).forEach((y, i) => {
      y.dataSync().forEach((value, j) => {
        expect(value).to.be.closeTo(alone[i]![j]!, 1e-6);
      });
    });
    const slope = (f: (x: tf.Tensor) => tf.Tensor) =>
      tf
        .grad((x) => f(x).sum())(a)
        .dataSync();
    const expected = slope((x) => forward(net, x, { training: false }));
    expect(slope((x) => together(x)[0]!)).to.deep.equal(expected);
    slope((x) => together(x, b)[0]!).forEach((value, i) => {
      expect(value).to.be.closeTo(expected[i]!, 1e-6);
    });
    expect(() => together(a, tf.ones([2, 4]))).to.throw('takes [B, 3] (B: batch size), but got [2, 4].');
  });

  it('takes a list for a network of several inputs, and says what is missing', () => {
    const inputs = [2, 3].map((size) => tf.input({ shape: [size] }));
    const outputs = tf.layers.concatenate().apply(inputs) as tf.SymbolicTensor;
    const net = tf.model({ inputs, outputs, name: 'pair' });
    const [a, b] = [tf.ones([4, 2]), tf.zeros([4, 3])];
    expect(forward(net, [a, b], { training: false }).sum(1).arraySync()).to.deep.equal([2, 2, 2, 2]);
    const message = "The network 'pair' takes [B, 2] and [B, 3] (B: batch size), but got ";
    expect(() => forward(net, [a, a], { training: false })).to.throw(`${message}[4, 2] and [4, 2].`);
    expect(() => forward(net, a, { training: false })).to.throw(`${message}[4, 2].`);
  });

  it('refuses a network with two outputs', () => {
    const input = tf.input({ shape: [3] });
    const outputs = [1, 2].map((units) => tf.layers.dense({ units }).apply(input) as tf.SymbolicTensor);
    const net = tf.model({ inputs: input, outputs, name: 'twins' });
    expect(() => forward(net, tf.ones([1, 3]), { training: false })).to.throw("'twins' must have one output");
  });
});
