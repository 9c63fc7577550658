import { expect } from 'chai';
import { maskedConv2d, pixelShuffle, ready, reflectionPadding2d, selfAttention, tf, variables } from 'saddlepoint';
import { distance } from './close';

const run = (layer: tf.layers.Layer, x: tf.Tensor) => layer.apply(x) as tf.Tensor;

/** For every number that goes in, whether the number at `place` of what comes out moves with it: its gradient. */
const reach = (net: tf.LayersModel, shape: number[], place: number[]): boolean[] => {
  const y = (x: tf.Tensor) => (net.apply(x) as tf.Tensor).slice(place, place.map(() => 1)).sum(); // prettier-ignore
  return [...tf.grad(y)(tf.randomNormal(shape)).dataSync()].map((g) => g !== 0);
};

describe('masked convolution (PixelCNN)', () => {
  before(() => ready());

  it('sees the pixels before, each of them, and none after: A then B', () => {
    const [h, w] = [5, 4];
    const layers = [
      maskedConv2d({ filters: 6, kernelSize: 7, maskType: 'A', inputShape: [h, w, 1] }),
      maskedConv2d({ filters: 6, kernelSize: 7, maskType: 'B' }),
      maskedConv2d({ filters: 1, kernelSize: 1, maskType: 'B' }),
    ];
    const net = tf.sequential({ layers });
    variables([net]).forEach((v) => {
      v.assign(tf.randomUniform(v.shape, 0.1, 1));
    });
    for (let i = 0; i < h * w; i++) {
      const seen = reach(net, [1, h, w, 1], [0, Math.floor(i / w), i % w, 0]);
      expect(seen, `pixel ${i}`).to.deep.equal(seen.map((_, j) => j < i));
    }
  });

  it('lets green see red and blue see both, at the same pixel', () => {
    const conv = (maskType: 'A' | 'B') => maskedConv2d({ filters: 3, kernelSize: 3, maskType, colours: 3, inputShape: [1, 1, 3] }); // prettier-ignore
    const seen = (maskType: 'A' | 'B', colour: number) =>
      reach(tf.sequential({ layers: [conv(maskType)] }), [1, 1, 1, 3], [0, 0, 0, colour]);
    expect([0, 1, 2].map((c) => seen('A', c).map(Number))).to.deep.equal([[0, 0, 0], [1, 0, 0], [1, 1, 0]]); // prettier-ignore
    expect([0, 1, 2].map((c) => seen('B', c).map(Number))).to.deep.equal([[1, 0, 0], [1, 1, 0], [1, 1, 1]]); // prettier-ignore
  });

  it('says what is wrong with its options', () => {
    const make = (options: object) => () => maskedConv2d({ filters: 3, kernelSize: 3, maskType: 'A', ...options });
    expect(make({ kernelSize: 4 })).to.throw('kernelSize must be one odd number, so that it has a centre, but is 4');
    expect(make({ maskType: 'C' })).to.throw("maskType must be 'A' or 'B', but is 'C'");
    expect(make({ filters: 4, colours: 3 })).to.throw('4 filters cannot be split evenly among 3 colours');
    expect(() => make({ colours: 3 })().apply(tf.zeros([1, 2, 2, 4]))).to.throw('maps of 3 colours, but got 4 maps');
  });
});

describe('reflection padding and pixel shuffle', () => {
  before(() => ready());

  it('mirrors about the border pixel', () => {
    const x = tf.tensor4d([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 3, 3, 1]);
    const y = run(reflectionPadding2d({ padding: 2 }), x)
      .reshape([7, 7])
      .arraySync() as number[][];
    expect(y[0]).to.deep.equal([9, 8, 7, 8, 9, 8, 7]);
    expect(y[2]).to.deep.equal([3, 2, 1, 2, 3, 2, 1]);
  });

  it('needs sides longer than the margin', () => {
    const message = 'mirrors 3 pixels, but a side of the image has 3';
    expect(() => reflectionPadding2d({ padding: 3 }).apply(tf.zeros([1, 3, 5, 1]))).to.throw(message);
    expect(() => reflectionPadding2d({ padding: 1.5 })).to.throw('padding must be a whole number from 0 up');
  });

  it('lays channels out as blocks of pixels, row by row', () => {
    const y = run(pixelShuffle({ factor: 2 }), tf.tensor4d([1, 10, 2, 20, 3, 30, 4, 40], [1, 1, 1, 8]));
    expect(y.arraySync()).to.deep.equal([[[[1, 10], [2, 20]], [[3, 30], [4, 40]]]]); // prettier-ignore
    expect(() => pixelShuffle({ factor: 2 }).apply(tf.zeros([1, 2, 2, 6]))).to.throw(
      'a multiple of 4 channels, but got 6',
    );
  });
});

describe('self-attention (SAGAN)', () => {
  before(() => ready());

  it('starts as the identity', () => {
    const x = tf.randomNormal([2, 3, 3, 8]);
    expect(distance(run(selfAttention(), x).dataSync(), x.dataSync())).to.equal(0);
  });

  it('treats all positions alike: positions permuted go in, positions permuted come out', () => {
    const layer = selfAttention({ reduction: 2 });
    const x = tf.randomNormal([1, 2, 3, 4]);
    run(layer, x);
    layer.trainableWeights.at(-1)!.write(tf.scalar(1));
    const permuted = (t: tf.Tensor) => tf.gather(t.reshape([1, 6, 4]), [3, 0, 5, 1, 4, 2], 1).reshape([1, 2, 3, 4]);
    const [a, b] = [permuted(run(layer, x)), run(layer, permuted(x))];
    expect(distance(a.dataSync(), b.dataSync())).to.be.below(1e-5);
    expect(distance(run(layer, x).dataSync(), x.dataSync())).to.be.above(1e-3);
  });

  it('needs channels that the reduction divides', () => {
    expect(() => selfAttention().apply(tf.zeros([1, 2, 2, 4]))).to.throw('a multiple of 8 channels, but got 4');
  });
});
