import { expect } from 'chai';
import {
  checkGuidelines,
  DCGAN,
  dcganGenerator,
  hinge,
  MNIST_DCGAN,
  nonSaturating,
  r1,
  ready,
  tf,
  type DCGANConfig,
} from 'saddlepoint';
import { expectClose } from '../nn/close';
import { readGolden } from '../nn/golden';
import { wave } from '../nn/wave';
import { namedVariables } from './named-variables';
import { itKeepsTheContract } from './trainable-contract';

interface Golden {
  config: DCGANConfig;
  batch: number;
  start: Record<string, number[]>;
  r1: { gamma: number; every: number };
  plain: Trace;
  penalized: Trace;
}
interface Trace {
  losses: Record<'discriminator' | 'generator', number>[];
  weights: Record<string, number[]>;
}
const golden = readGolden('dcgan') as Golden;
const small = { ...MNIST_DCGAN, latentDim: 3, width: 2 };
const images = (n: number, { size, channels } = MNIST_DCGAN) =>
  tf.randomUniform<tf.Rank.R4>([n, size, size, channels], -1, 1);
const weights = (net: tf.LayersModel) => net.trainableWeights.map((w) => [...w.read().dataSync()]);
const kernels = (net: tf.LayersModel) =>
  net.getWeights().flatMap(({ rank, shape }) => (rank > 1 ? [shape.join('x')] : []));

describe('DCGAN (I-01)', () => {
  before(() => ready());

  describe('architecture', () => {
    it('has the shapes of the MNIST variant: 7x7x128, 14x14x64, 28x28x1 and back', () => {
      const model = new DCGAN(MNIST_DCGAN);
      expect(kernels(model.G)).to.deep.equal(['100x6272', '5x5x64x128', '5x5x1x64']);
      expect(kernels(model.D)).to.deep.equal(['5x5x1x64', '5x5x64x128', '6272x1']);
      expect(model.sample(3).shape).to.deep.equal([3, 28, 28, 1]);
      model.dispose();
    });

    it("has the paper's shapes at 64 pixels: 4x4x1024, 512, 256, 128, 64x64x3", () => {
      const G = dcganGenerator({ ...MNIST_DCGAN, size: 64, channels: 3, width: 128 });
      const shapes = ['100x16384', '5x5x512x1024', '5x5x256x512', '5x5x128x256', '5x5x3x128'];
      expect(kernels(G)).to.deep.equal(shapes);
      G.dispose();
    });

    it('has a bias only where no batch norm follows', () => {
      const { G, D } = new DCGAN(small);
      const biases = [G, D].map((net) => net.weights.filter((w) => w.name.endsWith('bias')).map((w) => w.shape[0]));
      expect(biases).to.deep.equal([[1], [2, 1]]);
    });

    it('starts from N(0, 0.02^2): standard deviation of 200,704 weights within 5 standard errors', () => {
      const { D } = new DCGAN(MNIST_DCGAN);
      const kernel = D.trainableWeights.find((w) => w.shape.join() === '5,5,64,128')!.read();
      const n = kernel.size;
      const { mean, variance } = tf.moments(kernel);
      expect(mean.dataSync()[0]).to.be.closeTo(0, (5 * 0.02) / Math.sqrt(n));
      expect(Math.sqrt(variance.dataSync()[0]!)).to.be.closeTo(0.02, (5 * 0.02) / Math.sqrt(2 * n));
    });

    it('keeps the guidelines at every size', () => {
      for (const size of [28, 32, 64] as const) {
        const { G, D } = new DCGAN({ ...small, size });
        expect(checkGuidelines(G, D)).to.deep.equal([]);
      }
    });
  });

  describe('step', () => {
    const traces = [
      ['plain', nonSaturating],
      ['penalized', r1(nonSaturating, golden.r1)],
    ] as const;
    for (const [name, loss] of traces) {
      it(`is PyTorch's, for three steps, ${name}: losses, weights and running averages`, () => {
        const { losses, weights } = golden[name];
        const model = new DCGAN(golden.config, loss);
        const variables = namedVariables({ generator: model.G, discriminator: model.D });
        Object.entries(golden.start).forEach(([name, shape], i) => {
          variables.get(name)!.assign(wave(shape, i, 0.3));
        });
        losses.forEach((want, step) => {
          const noises = [1, 2].map((seed) => wave([golden.batch, small.latentDim], 10 * step + seed) as tf.Tensor2D);
          model.noise = () => noises.shift()!;
          const got = model.step(wave([golden.batch, 28, 28, 1], 10 * step) as tf.Tensor4D);
          expectClose(got.discriminator, [want.discriminator], 5e-6);
          expectClose(got.generator, [want.generator], 5e-6);
        });
        for (const [weight, want] of Object.entries(weights)) {
          const tolerance = weight.includes('moving') ? 1e-5 : 1e-6; // a step moves a weight by 2e-4
          expectClose(variables.get(weight)!, want, tolerance);
        }
      });
    }

    const players = [
      ['discriminator', 'optimizerD', 'generator'],
      ['generator', 'optimizerG', 'discriminator'],
    ] as const;
    for (const [mover, optimizer, frozen] of players) {
      it(`the ${mover}'s half leaves the ${frozen}'s weights alone, bit by bit`, () => {
        const model = new DCGAN(small);
        const { parts } = model;
        const other = optimizer === 'optimizerD' ? parts.optimizerG : parts.optimizerD;
        other.applyGradients = () => undefined; // the other half computes, but does not move
        const before = { mover: weights(parts[mover]), frozen: weights(parts[frozen]) };
        model.step(images(4));
        expect(weights(parts[frozen])).to.deep.equal(before.frozen);
        weights(parts[mover]).forEach((w, i) => {
          expect(w).to.not.deep.equal(before.mover[i]);
        });
      });
    }

    it('moves D on every batch and G on every k-th (G-13)', () => {
      for (const k of [1, 5]) {
        const model = new DCGAN(small, nonSaturating, k);
        const moves = Array.from({ length: 10 }, () => {
          const before = weights(model.G);
          model.step(images(4));
          return JSON.stringify(before) !== JSON.stringify(weights(model.G));
        });
        expect(moves).to.deep.equal(Array.from({ length: 10 }, (_, i) => (i + 1) % k === 0));
        expect(model.parts.optimizerD.iterations).to.equal(10);
      }
    });
  });

  describe('as a Trainable', () => {
    itKeepsTheContract(
      () => new DCGAN(small, hinge, 2),
      () => images(2),
    );
  });

  it('samples images in [-1, 1], the same for the same z', () => {
    const model = new DCGAN(small);
    model.step(images(4));
    const z = model.noise(5);
    const [a, b] = [model.sample(z), model.sample(z)];
    expect([...a.dataSync()]).to.deep.equal([...b.dataSync()]);
    expect(a.abs().max().dataSync()[0]).to.be.at.most(1);
    expect(z.abs().max().dataSync()[0]).to.be.at.most(1);
  });

  it('says when images have another shape', () => {
    const model = new DCGAN(small);
    expect(() => model.step(images(2, { ...small, size: 32 }))).to.throw("'discriminator' takes [B, 28, 28, 1]");
  });
});
