import { expect } from 'chai';
import {
  MLPGAN,
  MNIST_MLP_GAN,
  nonSaturating,
  ready,
  saturating,
  seed,
  smoothedLabels,
  tf,
  type MLPGANConfig,
} from 'saddlepoint';
import { expectClose } from '../nn/close';
import { readGolden } from '../nn/golden';
import { wave } from '../nn/wave';
import { namedVariables } from './named-variables';
import { itKeepsTheContract } from './trainable-contract';

interface Golden {
  config: MLPGANConfig;
  label: number;
  batch: number;
  start: Record<string, number[]>;
  losses: Record<'discriminator' | 'generator', number>[];
  weights: Record<string, number[]>;
}
const golden = readGolden('mlp-gan') as Golden;
const plane: MLPGANConfig = {
  ...MNIST_MLP_GAN,
  shape: [2],
  latentDim: 3,
  hiddenG: [4],
  hiddenD: [5],
  output: 'linear',
};
const weights = (net: tf.LayersModel) => net.trainableWeights.map((w) => [...w.read().dataSync()]);
const shapes = (net: tf.LayersModel) => net.getWeights().map(({ shape }) => shape.join('x'));
const points = (n: number) => tf.randomNormal<tf.Rank.R2>([n, 2]);

describe('MLPGAN (G-01, G-13)', () => {
  before(() => ready());

  describe('architecture', () => {
    it('is 100-512-512-784 against 784-512-512-1 on MNIST, with images in [-1, 1]', () => {
      const model = new MLPGAN(MNIST_MLP_GAN);
      expect(shapes(model.G)).to.deep.equal(['100x512', '512', '512x512', '512', '512x784', '784']);
      expect(shapes(model.D)).to.deep.equal(['784x512', '512', '512x512', '512', '512x1', '1']);
      const x = model.sample(3);
      expect(x.shape).to.deep.equal([3, 28, 28, 1]);
      expect(x.abs().max().dataSync()[0]).to.be.at.most(1);
      model.dispose();
    });

    it('fits the line and the plane', () => {
      for (const shape of [[1], [2]]) {
        const model = new MLPGAN({ ...plane, shape });
        expect(model.sample(4).shape).to.deep.equal([4, ...shape]);
        model.dispose();
      }
    });

    it("has batch norm behind every hidden layer but D's first, and a bias where none follows", () => {
      const { G, D } = new MLPGAN({ ...plane, hiddenG: [4, 4], hiddenD: [5, 5], batchNorm: true });
      const layers = (net: tf.LayersModel) =>
        net.layers.flatMap((layer) =>
          layer.weights.length > 0 ? [`${layer.getClassName()} ${layer.weights.length}`] : [],
        );
      const block = ['Dense 1', 'BatchNormalization 4'];
      expect(layers(G)).to.deep.equal([...block, ...block, 'Dense 2']);
      expect(layers(D)).to.deep.equal(['Dense 2', ...block, 'Dense 2']);
    });

    it('judges several examples at once: packed by 4, 12 points of the plane get 3 logits', () => {
      const { D } = new MLPGAN({ ...plane, packing: 4 });
      expect(shapes(D)[0]).to.equal('8x5');
      expect((D.apply(points(12)) as tf.Tensor).shape).to.deep.equal([3, 1]);
    });

    it("drops D's hidden units in a training step only", () => {
      const { D } = new MLPGAN({ ...plane, hiddenD: [64], dropout: 0.5 });
      const x = tf.ones([1, 2]);
      const logit = (training: boolean) => (D.apply(x, { training }) as tf.Tensor).dataSync()[0];
      expect(logit(false)).to.equal(logit(false));
      expect(logit(true)).to.not.equal(logit(true));
    });
  });

  it('draws z from the prior: uniform on [-1, 1] with variance 1/3, or N(0, 1)', () => {
    seed(1);
    for (const [prior, variance] of [
      ['uniform', 1 / 3],
      ['normal', 1],
    ] as const) {
      // prettier-ignore
      const z = new MLPGAN({ ...plane, prior }).noise(20_000);
      expect(z.shape).to.deep.equal([20_000, 3]);
      const moments = tf.moments(z);
      // five standard errors of a mean and of a variance of 60,000 draws
      expect(moments.mean.dataSync()[0]).to.be.closeTo(0, 5 * Math.sqrt(variance / 6e4));
      expect(moments.variance.dataSync()[0]).to.be.closeTo(variance, 5 * variance * Math.sqrt(2 / 6e4));
      if (prior === 'uniform') expect(z.abs().max().dataSync()[0]).to.be.at.most(1);
    }
  });

  describe('step', () => {
    it("is PyTorch's, for three steps: losses, weights and running averages", () => {
      const model = new MLPGAN(golden.config, smoothedLabels(golden.label));
      const variables = namedVariables({ generator: model.G, discriminator: model.D });
      Object.entries(golden.start).forEach(([name, shape], i) => {
        variables.get(name)!.assign(wave(shape, i, 0.7));
      });
      golden.losses.forEach((want, step) => {
        const noises = [1, 2].map((phase) => wave([golden.batch, 3], 10 * step + phase) as tf.Tensor2D);
        model.noise = () => noises.shift()!;
        const losses = model.step(wave([golden.batch, 2], 10 * step));
        expectClose(losses.discriminator, [want.discriminator], 5e-6);
        expectClose(losses.generator, [want.generator], 5e-6);
      });
      for (const [name, want] of Object.entries(golden.weights)) {
        expectClose(variables.get(name)!, want, 1e-5); // a step moves a weight by 2e-3
      }
    });

    const players = [
      ['discriminator', 'optimizerG', 'generator'],
      ['generator', 'optimizerD', 'discriminator'],
    ] as const;
    for (const [mover, other, frozen] of players) {
      it(`the ${mover}'s half leaves the ${frozen}'s weights alone, bit by bit`, () => {
        const model = new MLPGAN(plane);
        const { parts } = model;
        parts[other].applyGradients = () => undefined; // the other half computes, but does not move
        const before = { mover: weights(parts[mover]), frozen: weights(parts[frozen]) };
        model.step(points(4));
        expect(weights(parts[frozen])).to.deep.equal(before.frozen);
        expect(weights(parts[mover])).to.not.deep.equal(before.mover);
      });
    }

    it('moves D on every batch and G on every k-th: in 10 batches, 10 and 10 moves for k = 1, 10 and 2 for k = 5', () => {
      for (const k of [1, 5]) {
        const model = new MLPGAN(plane, nonSaturating, k);
        for (let i = 0; i < 10; i++) model.step(points(4));
        expect(model.parts.optimizerD.iterations).to.equal(10);
        expect(model.parts.optimizerG.iterations).to.equal(10 / k);
      }
    });

    it('says when data have another shape', () => {
      expect(() => new MLPGAN(plane).step(tf.zeros([4, 3]))).to.throw("'discriminator' takes [B, 2]");
    });
  });

  describe('as a Trainable', () => {
    itKeepsTheContract(
      () => new MLPGAN({ ...plane, batchNorm: true, dropout: 0.2 }, saturating, 2),
      () => points(4),
    );
  });
});
