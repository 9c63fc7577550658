import { expect } from 'chai';
import {
  minibatchDiscrimination,
  minibatchStdDev,
  ready,
  tf,
  vectorQuantizer,
  type VectorQuantizer,
} from 'saddlepoint';
import { distance } from './close';

const run = (layer: tf.layers.Layer, x: tf.Tensor, kwargs = {}) => layer.apply(x, kwargs) as tf.Tensor;

describe('minibatch discrimination and standard deviation (L-05, L-10)', () => {
  before(() => ready());

  it('counts the examples that are the same: n for a collapsed batch, 1 for examples far apart', () => {
    const layer = minibatchDiscrimination({ kernels: 3, dimension: 2 });
    const ones = run(layer, tf.ones([6, 4])).slice([0, 4], [6, 3]);
    expect(distance(ones.dataSync(), new Array<number>(18).fill(6))).to.be.below(1e-5);
    const apart = run(layer, tf.randomNormal([6, 4], 0, 1e4)).slice([0, 4], [6, 3]);
    expect(distance(apart.dataSync(), new Array<number>(18).fill(1))).to.be.below(1e-5);
  });

  it('adds one map: 0 (but for the root of 1e-8) for equal images, their mean deviation else', () => {
    const map = (x: tf.Tensor) => run(minibatchStdDev(), x).slice([0, 0, 0, 1], [-1, -1, -1, 1]).dataSync();
    expect(distance(map(tf.ones([3, 2, 2, 1])), new Array<number>(12).fill(1e-4))).to.be.below(1e-9);
    const images = tf.concat([tf.zeros([1, 2, 2, 1]), tf.fill([1, 2, 2, 1], 6)]); // deviation 3 everywhere
    expect(distance(map(images), new Array<number>(8).fill(3))).to.be.below(1e-5);
  });
});

describe('vector quantisation (J-21)', () => {
  before(() => ready());

  function built(codes: number[][], decay?: number): VectorQuantizer {
    const layer = vectorQuantizer({ codes: codes.length, ...(decay === undefined ? {} : { decay }) });
    run(layer, tf.zeros([1, codes[0]!.length]));
    const [codebook] = layer.weights.filter((w) => w.originalName.endsWith('codebook'));
    codebook!.write(tf.tensor2d(codes));
    layer.weights.filter((w) => w.originalName.endsWith('sums')).forEach((w) => w.write(tf.tensor2d(codes)));
    return layer;
  }

  it('takes the nearest code', () => {
    const codes = tf.randomNormal<tf.Rank.R2>([20, 3]).arraySync();
    const z = tf.randomNormal<tf.Rank.R3>([5, 4, 3]);
    const nearest = z.reshape<tf.Tensor2D>([20, 3]).arraySync().map((v) => {
      const distances = codes.map((e) => Math.hypot(...e.map((x, i) => x - v[i]!)));
      return distances.indexOf(Math.min(...distances));
    }); // prettier-ignore
    const layer = built(codes);
    expect([...layer.indices(z).dataSync()]).to.deep.equal(nearest);
    expect(layer.indices(z).shape).to.deep.equal([5, 4]);
    expect(
      distance(
        run(layer, z).dataSync(),
        nearest.flatMap((k) => codes[k]!),
      ),
    ).to.be.below(1e-6);
  });

  it('its straight-through Jacobian is the identity', () => {
    const layer = built([[0, 0], [1, 1]]); // prettier-ignore
    const dz = tf.grad((z) => run(layer, z).mul(tf.tensor2d([[2, 3], [5, 7]])).sum())(tf.randomNormal([2, 2])); // prettier-ignore
    expect([...dz.dataSync()]).to.deep.equal([2, 3, 5, 7]);
  });

  it('splits its losses: one moves the codes alone, the other the encoder alone', () => {
    const layer = built([[0, 0], [4, 4]]); // prettier-ignore
    const z = tf.tensor2d([[1, 0], [4, 6]]); // prettier-ignore
    const { codebook, commitment } = layer.quantizationLosses(z);
    expect([codebook, commitment].map((t) => t.dataSync()[0])).to.deep.equal([2.5, 2.5]); // (1 + 4) / 2
    const dz = tf.grad((z) => layer.quantizationLosses(z).commitment)(z);
    expect([...dz.dataSync()]).to.deep.equal([1, 0, 0, 2]); // 2 (z - e) / 2 vectors
    const { grads } = tf.variableGrads(() => layer.quantizationLosses(z).codebook);
    expect([...Object.values(grads)[0]!.dataSync()]).to.deep.equal([-1, 0, 0, -2]);
    expect(() => tf.grad((z) => layer.quantizationLosses(z).codebook)(z)).to.throw(/[Cc]annot compute gradient/);
  });

  it('moves its codebook by moving averages: N and m as in appendix A.1', () => {
    const layer = built([[0, 0], [4, 4]], 0.75); // prettier-ignore
    const z = tf.tensor2d([[1, 0], [4, 6], [4, 2], [5, 4]]); // prettier-ignore
    expect(layer.trainableWeights).to.have.length(0);
    run(layer, z, { training: true });
    // N = 0.75 + 0.25 n with n = (1, 3); m = 0.75 e + 0.25 sum z
    const want = [0.25 / 1, 0 / 1, (3 + 0.25 * 13) / 1.5, (3 + 0.25 * 12) / 1.5];
    expect(distance(layer.weights[0]!.read().dataSync(), want)).to.be.below(1e-4);
    const before = layer.weights[0]!.read().dataSync().slice();
    run(layer, z);
    expect(distance(layer.weights[0]!.read().dataSync(), before)).to.equal(0);
  });

  it('finds the means of clusters; an unused code stays finite, and comes to where it is used', () => {
    const layer = built([[-1, 0], [1, 0], [50, 50]], 0.9); // prettier-ignore
    const clusters = () => tf.concat([tf.randomNormal([50, 2], -3, 0.1), tf.randomNormal([50, 2], 3, 0.1)]);
    for (let i = 0; i < 200; i++) run(layer, clusters(), { training: true });
    // each code is a mean of a part of one of the clusters, whose deviation is 0.1
    const codes = layer.weights[0]!.read().abs().dataSync();
    expect(distance(codes, new Array<number>(6).fill(3))).to.be.below(0.2);
  });

  it('says what is wrong with its options', () => {
    expect(() => vectorQuantizer({ codes: 0 })).to.throw('codes must be a whole number from 1 up');
    expect(() => vectorQuantizer({ codes: 2, decay: 1 })).to.throw('decay must be from 0 to below 1, but is 1');
  });
});
