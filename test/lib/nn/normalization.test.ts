import { expect } from 'chai';
import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import {
  conditionalBatchNormalization,
  groupNormalization,
  instanceNormalization,
  ready,
  spectralNormalization,
  tf,
} from 'saddlepoint';
import { distance } from './close';

const training = { training: true };
const run = (layer: tf.layers.Layer, x: tf.Tensor | tf.Tensor[], kwargs = {}) => layer.apply(x, kwargs) as tf.Tensor;

describe('instance and group normalisation', () => {
  before(() => ready());

  it('give each map of each image mean 0 and variance 1, whatever the other images', () => {
    const x = tf.randomNormal([3, 5, 4, 2], 7, 3);
    const y = run(instanceNormalization(), x);
    const { mean, variance } = tf.moments(y, [1, 2]);
    expect(mean.abs().max().dataSync()[0]).to.be.below(1e-6);
    expect(variance.sub(1).abs().max().dataSync()[0]).to.be.below(1e-4);
    const alone = run(instanceNormalization(), x.slice([1], [1]));
    expect(distance(alone.dataSync(), y.slice([1], [1]).dataSync())).to.be.below(1e-6);
  });

  it('are one: as many groups as channels is instance normalisation, one group is layer normalisation', () => {
    const x = tf.randomNormal([2, 4, 3, 6], 1, 2);
    const groups = (n: number) => run(groupNormalization({ groups: n }), x).dataSync();
    expect(distance(groups(6), run(instanceNormalization(), x).dataSync())).to.equal(0);
    const { mean, variance } = tf.moments(x, [1, 2, 3], true);
    const layer = x.sub(mean).div(variance.add(1e-5).sqrt());
    expect(distance(groups(1), layer.dataSync())).to.be.below(1e-5);
  });

  it('want groups that divide the channels', () => {
    const layer = groupNormalization({ groups: 4 });
    expect(() => layer.apply(tf.zeros([1, 2, 2, 6]))).to.throw('takes 4 groups of channels, but got 6 channels');
    expect(() => groupNormalization({ groups: 0 })).to.throw('groups must be a whole number from 1 up, but is 0');
  });
});

describe('conditional batch normalisation (J-20)', () => {
  before(() => ready());
  const labels = () => tf.tensor1d([0, 2, 2, 0, 0], 'int32');

  it("is each class's affine map of the statistics that all share", () => {
    const layer = conditionalBatchNormalization({ classes: 3 });
    const x = tf.randomNormal([5, 3, 3, 2], 2, 3);
    run(layer, [x, labels()]);
    const [gammas, betas] = layer.trainableWeights.map((w) => w.write(tf.randomNormal(w.shape as number[])).read());
    const y = run(layer, [x, labels()], training);
    const plain = run(tf.layers.batchNormalization(), x, training);
    const want = labels().arraySync().map((k, i) => plain.slice([i], [1]).mul(gammas!.slice([k], [1])).add(betas!.slice([k], [1]))); // prettier-ignore
    expect(distance(y.dataSync(), tf.concat(want).dataSync())).to.be.below(1e-6);
  });

  it('takes label vectors, too: one-hot they are class numbers, and mixtures mix the affine maps', () => {
    const layer = conditionalBatchNormalization({ classes: 3 });
    const x = tf.randomNormal([5, 3, 3, 2]);
    run(layer, [x, labels()]);
    for (const w of layer.trainableWeights) w.write(tf.randomNormal(w.shape as number[]));
    const of = (vectors: number[][]) => run(layer, [x, tf.tensor2d(vectors)], training);
    const all = (vector: number[]) => of(Array.from({ length: 5 }, () => vector));
    const oneHot = labels().arraySync().map((k) => [0, 1, 2].map((i) => (i === k ? 1 : 0))); // prettier-ignore
    expect(distance(of(oneHot).dataSync(), run(layer, [x, labels()], training).dataSync())).to.be.below(1e-6);
    const mixture = all([1, 0, 0])
      .mul(0.25)
      .add(all([0, 1, 0]).mul(0.75));
    expect(distance(all([0.25, 0.75, 0]).dataSync(), mixture.dataSync())).to.be.below(1e-5);
    expect(() => run(layer, [x, tf.ones([5, 4])])).to.throw('takes [B, 3] of type float32, but got [5, 4]');
  });

  it('starts as batch normalisation, moving averages included', () => {
    const x = tf.randomNormal([5, 4], 2, 3);
    const [ours, theirs] = [conditionalBatchNormalization({ classes: 3 }), tf.layers.batchNormalization()];
    for (const kwargs of [training, training, {}]) {
      const y = run(ours, [x, labels()], kwargs).dataSync();
      expect(distance(y, run(theirs, x, kwargs).dataSync())).to.be.below(1e-6);
    }
  });

  it('moves only the rows of the labels that were there', () => {
    const layer = conditionalBatchNormalization({ classes: 3 });
    const loss = () =>
      run(layer, [tf.randomNormal([5, 4]), labels()], training)
        .square()
        .sum()
        .asScalar();
    loss();
    const { grads } = tf.variableGrads(loss);
    const gradients = layer.trainableWeights.map((w) => grads[w.name]!);
    for (const gradient of gradients) {
      const rows = (gradient.arraySync() as number[][]).map((row) => row.some((g) => g !== 0));
      expect(rows).to.deep.equal([true, false, true]);
    }
  });

  it('is a layer of two inputs, and says so', async () => {
    const inputs = [tf.input({ shape: [4] }), tf.input({ shape: [], dtype: 'int32' })];
    const layer = conditionalBatchNormalization({ classes: 3 });
    const net = tf.model({ inputs, outputs: layer.apply(inputs) as tf.SymbolicTensor });
    const again = await tf.models.modelFromJSON(net.toJSON('', false) as never);
    again.setWeights(net.getWeights());
    const x = tf.randomNormal([5, 4]);
    const [y, z] = [net, again].map((n) => (n.apply([x, labels()]) as tf.Tensor).dataSync());
    expect(distance(y!, z!)).to.equal(0);
    expect(() => layer.apply([x, labels().toFloat()])).to.throw('takes [B] of type int32, but got [5] of type float32');
    expect(() => layer.apply([x.slice([0, 0], [5, 3]), labels()])).to.throw('takes [B, ..., 4] of type float32');
    expect(() => layer.apply(x)).to.throw('takes 2 tensors, but got 1');
    expect(() => conditionalBatchNormalization({ classes: 2 }).apply(x)).to.throw('takes two tensors, [x, labels]');
  });
});

describe('spectral normalisation (L-13)', () => {
  before(() => ready());
  const layers: Record<string, () => [tf.layers.Layer, number[], number]> = {
    dense: () => [tf.layers.dense({ units: 7 }), [4, 12], 1],
    conv2d: () => [tf.layers.conv2d({ filters: 8, kernelSize: 3 }), [1, 5, 5, 4], 3],
    conv2dTranspose: () => [tf.layers.conv2dTranspose({ filters: 6, kernelSize: 3 }), [1, 5, 5, 4], 2],
  };

  /** The largest singular value of the kernel as a matrix with a row for each map that comes out. */
  function svd(layer: tf.layers.Layer, axis: number): number {
    const kernel = layer.trainableWeights[0]!.read();
    const axes = [axis, ...kernel.shape.map((_, i) => i).filter((i) => i !== axis)];
    const rows = tf.transpose(kernel, axes).reshape<tf.Tensor2D>([kernel.shape[axis]!, -1]).arraySync();
    return new SingularValueDecomposition(new Matrix(rows), { autoTranspose: true }).diagonal[0]!;
  }

  for (const [name, make] of Object.entries(layers)) {
    it(`of ${name}: after 20 iterations sigma is the largest singular value, to 1e-3`, () => {
      const [inner, shape, axis] = make();
      const layer = spectralNormalization({ layer: inner });
      run(layer, tf.randomNormal(shape));
      const kernel = layer.trainableWeights[0]!;
      // The mean sets the first singular value apart from the rest, on which the power method's speed depends.
      kernel.write(tf.randomNormal(kernel.shape as number[], 1));
      const u = layer.nonTrainableWeights[0]!;
      const start = tf.randomNormal(u.shape as number[]);
      u.write(start.div(start.norm()));
      for (let i = 0; i < 20; i++) run(layer, tf.randomNormal(shape), training);
      expect(layer.sigma().dataSync()[0]! / svd(layer, axis)).to.be.within(1 - 1e-3, 1 + 1e-6);
    });
  }

  it('makes a dense layer 1-Lipschitz, and no less: |W x| reaches |x|', () => {
    const layer = spectralNormalization({ layer: tf.layers.dense({ units: 5, useBias: false }), iterations: 20 });
    const x = tf.randomNormal([2000, 3]);
    const ratios = tf.norm(run(layer, x, training), 2, 1).div(tf.norm(x, 2, 1));
    expect(ratios.max().dataSync()[0]).to.be.within(0.98, 1 + 1e-3);
  });

  it('starts close to the singular value, and stands still after training', () => {
    const layer = spectralNormalization({ layer: tf.layers.dense({ units: 64 }) });
    const x = tf.randomNormal([2, 64]);
    run(layer, x);
    expect(layer.sigma().dataSync()[0]! / svd(layer, 1)).to.be.within(0.9, 1 + 1e-6);
    const u = () => layer.nonTrainableWeights[0]!.read().dataSync().slice();
    const before = u();
    run(layer, x);
    expect(distance(u(), before)).to.equal(0);
    run(layer, x, training);
    expect(distance(u(), before)).to.be.above(0);
  });

  it('refuses other layers, and takes the input shape from the layer within', () => {
    expect(() => spectralNormalization({ layer: tf.layers.flatten() })).to.throw(
      'takes a layer of Dense, Conv2D, Conv2DTranspose, but got Flatten',
    );
    const first = spectralNormalization({ layer: tf.layers.dense({ units: 2, inputShape: [3] }) });
    const net = tf.sequential({ layers: [first, tf.layers.reLU()] });
    expect(net.outputs[0]!.shape).to.deep.equal([null, 2]);
  });
});
