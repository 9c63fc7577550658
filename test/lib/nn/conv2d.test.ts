import { expect } from 'chai';
import { Conv2D, forward, ready, tf } from 'saddlepoint';
import { distance } from './close';

describe('Conv2D', () => {
  before(() => ready());

  for (const padding of ['same', 'valid'] as const) {
    for (const strides of [1, 2]) {
      it(`is tf.layers.conv2d: ${padding}, stride ${strides}; output, gradients and shapes`, () => {
        const args = { filters: 4, kernelSize: 5, strides, padding, inputShape: [11, 8, 3] };
        const ours = tf.sequential({ layers: [new Conv2D(args)] });
        const theirs = tf.sequential({ layers: [tf.layers.conv2d(args)] });
        theirs.layers[0]!.setWeights([tf.randomNormal([5, 5, 3, 4]), tf.randomNormal([4])]);
        ours.setWeights(theirs.getWeights());
        const x = tf.randomNormal([2, 11, 8, 3]);
        const results = [ours, theirs].map((net) => {
          const loss = () => forward(net, x, { training: true }).square().sum().asScalar();
          const { grads } = tf.variableGrads(
            loss,
            net.trainableWeights.map((w) => w.read() as unknown as tf.Variable),
          );
          return [forward(net, x, { training: false }), ...Object.values(grads)].map((t) => [...t.dataSync()]);
        });
        results[0]!.forEach((values, i) => {
          const want = results[1]![i]!;
          expect(distance(values, want) / Math.max(...want.map(Math.abs))).to.be.below(1e-5);
        });
        expect(ours.outputShape).to.deep.equal(theirs.outputShape);
      });
    }
  }

  it('has no bias when told so', () => {
    const net = tf.sequential({
      layers: [new Conv2D({ filters: 2, kernelSize: 3, useBias: false, inputShape: [5, 5, 1] })],
    });
    expect(net.getWeights().map((w) => w.shape)).to.deep.equal([[3, 3, 1, 2]]);
  });
});
