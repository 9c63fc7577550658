import { expect } from 'chai';
import * as path from 'node:path';
import { ready, tf } from 'saddlepoint';
import { rejection } from '../training/rejection';
import { runOnEngine } from './engine';

describe('every layer a GAN or VAE is built of trains, and a step leaves no tensor behind', () => {
  for (const engine of ['node', 'wasm'] as const) {
    it(`on the ${engine} engine`, function () {
      const results = runOnEngine(this, engine, path.join(__dirname, 'layers.child.ts')) as Record<string, string>;
      expect(Object.keys(results)).to.have.length.above(50);
      const failed = Object.entries(results).filter(([, result]) => result !== 'trains');
      expect(failed).to.deep.equal([]);
    });
  }
});

describe('options that tfjs would leave out without a word', () => {
  before(() => ready());
  const image = () => tf.input({ shape: [8, 8, 4] });
  const conv = { filters: 4, kernelSize: 3 };

  it('groups of a convolution are refused, in a loaded network too', async () => {
    const message = 'tfjs has no convolution in 2 groups';
    expect(() => tf.layers.conv2d({ ...conv, groups: 2 } as typeof conv)).to.throw(message);
    expect(() => tf.layers.conv2dTranspose({ ...conv, groups: 2 } as typeof conv)).to.throw(message);
    const net = tf.sequential({ layers: [tf.layers.conv2d({ ...conv, inputShape: [8, 8, 4] })] });
    const json = JSON.stringify(net.toJSON('', false)).replace('"filters":4', '"filters":4,"groups":2');
    const refusal = await rejection(tf.models.modelFromJSON(JSON.parse(json) as never));
    expect(refusal).to.include(message);
    expect(tf.layers.conv2d({ ...conv, groups: 1 } as typeof conv).apply(image())).to.have.property('shape');
  });

  it('dilationRate of conv2dTranspose and depthwiseConv2d is refused; conv2d has it', () => {
    const transposed = tf.layers.conv2dTranspose({ ...conv, dilationRate: 2, name: 'up' });
    expect(() => transposed.apply(image())).to.throw(
      "The layer 'up' would leave its dilationRate [2,2] out: tfjs has no",
    );
    const depthwise = tf.layers.depthwiseConv2d({ kernelSize: 3, dilationRate: 2, name: 'deep' });
    expect(() => depthwise.apply(image())).to.throw(
      "The layer 'deep' would leave its dilationRate [2,2] out: take the op",
    );
    const dilated = tf.layers.conv2d({ ...conv, dilationRate: 2 }).apply(image()) as tf.SymbolicTensor;
    expect(dilated.shape).to.deep.equal([null, 4, 4, 4]);
    const plain = tf.layers.conv2dTranspose({ ...conv, dilationRate: [1, 1] }).apply(image()) as tf.SymbolicTensor;
    expect(plain.shape).to.deep.equal([null, 10, 10, 4]);
  });
});
