import { expect } from 'chai';
import { MNIST_PIXELCNN, PixelCNN, ready, tf, type PixelCNNConfig } from 'saddlepoint';
import { expectClose } from '../nn/close';
import { readGolden } from '../nn/golden';
import { wave } from '../nn/wave';
import { namedVariables } from './named-variables';
import { itKeepsTheContract } from './trainable-contract';

interface Golden {
  config: PixelCNNConfig;
  batch: number;
  start: Record<string, number[]>;
  losses: number[];
  weights: Record<string, number[]>;
}
const golden = readGolden('pixelcnn') as Golden;
const [H, W] = golden.config.size;
const bits = (shape: number[], seed: number) => tf.tidy(() => wave(shape, seed).greater(0).toFloat() as tf.Tensor4D);
const images = (seed = 1) => bits([golden.batch, H, W, 1], seed);

/** With the golden start weights, large enough that every pixel matters to those after it. */
function start(config = golden.config): { model: PixelCNN; variables: Map<string, tf.Variable> } {
  const model = new PixelCNN(config);
  const variables = namedVariables({ net: model.net });
  // tf.layers counts an input layer as layer 0; the golden names count convolutions
  const named = new Map([...variables].map(([name, v]) => [name.replace(/\d+/, (i) => `${Number(i) - 1}`), v]));
  Object.entries(golden.start).forEach(([name, shape], i) => {
    named.get(name)!.assign(wave(shape, i, 0.5));
  });
  return { model, variables: named };
}

describe('PixelCNN (B-07)', () => {
  before(() => ready());

  it('of MNIST-B has six hidden layers of 32 maps', () => {
    const model = new PixelCNN(MNIST_PIXELCNN);
    const kernels = model.net.trainableWeights.flatMap(({ shape }) => (shape.length === 4 ? [shape.join('x')] : []));
    expect(kernels).to.deep.equal(['7x7x1x32', ...Array<string>(5).fill('3x3x32x32'), '1x1x32x1']);
    model.dispose();
  });

  it("takes PyTorch's first three steps: losses and weights", () => {
    const { model, variables } = start();
    golden.losses.forEach((want, step) => {
      expectClose(model.step(images(10 * step)).negativeLogLikelihood, [want], 1e-5);
    });
    for (const [name, want] of Object.entries(golden.weights)) expectClose(variables.get(name)!, want, 2e-5);
  });

  it('no logit depends on its own pixel or a later one, and one that has a pixel before it does depend on it', () => {
    const { model } = start();
    for (let i = 0; i < H * W; i++) {
      const logit = (x: tf.Tensor) =>
        model
          .logits(x as tf.Tensor4D)
          .reshape([-1])
          .slice(i, 1)
          .asScalar();
      const slope = [...tf.grad(logit)(images().slice(0, 1)).dataSync()];
      expect(
        slope.slice(i).every((value) => value === 0),
        `pixel ${i}`,
      ).to.equal(true);
      if (i > 0)
        expect(
          slope.slice(0, i).some((value) => value !== 0),
          `pixel ${i}`,
        ).to.equal(true);
    }
  });

  it('is a distribution: the probabilities of all 512 images of 3x3 pixels sum to 1', () => {
    const { model } = start({ ...golden.config, size: [3, 3] });
    const all = Array.from({ length: 512 }, (_, image) => Array.from({ length: 9 }, (_, bit) => (image >> bit) & 1));
    const x = tf.tensor4d(all.flat(), [512, 3, 3, 1]);
    expectClose(model.logLikelihood(x).exp().sum(), [1], 1e-5);
  });

  it('samples as often as its probabilities say: 4,096 of 2x2 pixels, chi-squared of 16 images below its 1e-6 quantile', () => {
    const { model } = start({ ...golden.config, size: [2, 2] });
    const n = 4096;
    const place = tf.tensor([1, 2, 4, 8], [1, 2, 2, 1]);
    const seen = model.sample(n).mul(place).sum([1, 2, 3]).dataSync();
    const all = Array.from({ length: 16 }, (_, image) => Array.from({ length: 4 }, (_, bit) => (image >> bit) & 1));
    const p = model
      .logLikelihood(tf.tensor(all.flat(), [16, 2, 2, 1]))
      .exp()
      .dataSync();
    const chiSquared = all.reduce((sum, _, image) => {
      const count = seen.filter((value) => value === image).length;
      return sum + (count - n * p[image]!) ** 2 / (n * p[image]!);
    }, 0);
    expect(chiSquared).to.be.below(56.5); // 15 degrees of freedom
  }).timeout(120_000);

  it('completes images: the given rows stay, the others are zeros and ones', () => {
    const { model } = start();
    const x = images();
    const rows = 2;
    const done = model.complete(x, rows);
    expect([...done.slice([0, 0], [-1, rows]).dataSync()]).to.deep.equal([...x.slice([0, 0], [-1, rows]).dataSync()]);
    expect(new Set(done.dataSync())).to.deep.equal(new Set([0, 1]));
    expect([...model.complete(x, H).dataSync()]).to.deep.equal([...x.dataSync()]);
  });

  describe('as a Trainable', () => {
    itKeepsTheContract(() => new PixelCNN(golden.config), images);
  });

  it('names what is wrong with a config, the rows, or the images', () => {
    expect(() => new PixelCNN({ ...golden.config, depth: 0 })).to.throw('PixelCNN: depth is 0');
    expect(() => new PixelCNN({ ...golden.config, size: [28, 1.5] })).to.throw('PixelCNN: width is 1.5');
    const { model } = start();
    expect(() => model.complete(images(), H + 1)).to.throw(`rows must be a whole number from 0 to ${H}`);
    expect(() => model.step(tf.zeros([2, H, W, 3]))).to.throw("'pixelcnn' takes [B, any, any, 1]");
  });
});
