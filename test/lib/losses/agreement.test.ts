import { expect } from 'chai';
import { agreement, ready, tf } from 'saddlepoint';
import { expectClose } from '../nn/close';

const oneHot = (clusters: number[], K: number) => tf.oneHot(tf.tensor1d(clusters, 'int32'), K).toFloat() as tf.Tensor2D;
const value = (t: tf.Scalar) => t.dataSync()[0]!;

describe('agreement of two looks (K-15)', () => {
  before(() => ready());

  it('is log K where both looks are surely in one of K equally common clusters', () => {
    const y = oneHot([0, 1, 2, 3, 3, 2, 1, 0], 4);
    expect(value(agreement(y, y))).to.be.closeTo(Math.log(4), 1e-5);
  });

  it('is 0 where all is one cluster and where nothing is sure, and far below where sure looks differ', () => {
    const one = oneHot([1, 1, 1], 3);
    const unsure: tf.Tensor2D = tf.fill([4, 2], 0.5);
    expect(value(agreement(one, one))).to.be.closeTo(0, 1e-5);
    expect(value(agreement(unsure, unsure))).to.be.closeTo(0, 1e-5);
    expect(value(agreement(oneHot([0, 1], 2), oneHot([1, 0], 2)))).to.be.below(-10);
  });

  it('of soft clusters is the formula, whichever look came first', () => {
    const p = tf.tensor2d([[0.9, 0.1], [0.2, 0.8]]); // prettier-ignore
    const q = tf.tensor2d([[0.7, 0.3], [0.1, 0.9]]); // prettier-ignore
    const cross = ([a, b]: [number, number], [c, d]: [number, number]) => -(a * Math.log(c) + b * Math.log(d));
    const crossEntropies = [
      cross([0.9, 0.1], [0.7, 0.3]) + cross([0.7, 0.3], [0.9, 0.1]),
      cross([0.2, 0.8], [0.1, 0.9]) + cross([0.1, 0.9], [0.2, 0.8]),
    ];
    const mean = (0.9 + 0.2 + 0.7 + 0.1) / 4;
    const expected = cross([mean, 1 - mean], [mean, 1 - mean]) - (crossEntropies[0]! + crossEntropies[1]!) / 4;
    expect(value(agreement(p, q))).to.be.closeTo(expected, 1e-5);
    expect(value(agreement(q, p))).to.be.closeTo(expected, 1e-5);
  });

  it('has a finite gradient where a probability is 0', () => {
    const y = oneHot([0, 1], 2);
    const gradient = tf.grad((p) => agreement(p as tf.Tensor2D, y))(y);
    expectClose(gradient.isFinite().toFloat(), [1, 1, 1, 1]);
  });
});
