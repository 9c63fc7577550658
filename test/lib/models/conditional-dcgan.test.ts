import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import {
  ConditionalDCGAN,
  hinge,
  labelVectors,
  loadCheckpoint,
  MNIST_CONDITIONAL_DCGAN,
  nonSaturating,
  r1,
  ready,
  saveCheckpoint,
  tf,
  variables,
  type ConditionalDCGANConfig,
  type DCGANConfig,
} from 'saddlepoint';
import { distance, expectClose } from '../nn/close';
import { readGolden } from '../nn/golden';
import { wave } from '../nn/wave';
import { namedVariables } from './named-variables';
import { itKeepsTheContract } from './trainable-contract';

interface Golden {
  config: DCGANConfig;
  classes: number;
  labels: number[];
  traces: (Pick<ConditionalDCGANConfig, 'labelInG' | 'labelInD'> & {
    r1: { gamma: number; every: number } | null;
    start: Record<string, number[]>;
    losses: Record<'discriminator' | 'generator', number>[];
    weights: Record<string, number[]>;
  })[];
}
const golden = readGolden('conditional-dcgan') as Golden;
const small = { ...MNIST_CONDITIONAL_DCGAN, latentDim: 3, width: 2, classes: 3 };
const ways = (['input', 'batchNorm'] as const).flatMap((labelInG) =>
  (['input', 'projection', 'none'] as const).map((labelInD) => ({ labelInG, labelInD })),
);
const batch = (labels: number[], { size, channels, classes } = small) => ({
  x: tf.randomUniform<tf.Rank.R4>([labels.length, size, size, channels], -1, 1),
  y: labelVectors(labels, classes),
});
const weights = (net: tf.LayersModel) => variables([net]).map((w) => [...w.dataSync()]);
const kernels = (net: tf.LayersModel) =>
  net.getWeights().flatMap(({ rank, shape }) => (rank > 1 ? [shape.join('x')] : []));

describe('ConditionalDCGAN (J-01)', () => {
  before(() => ready());

  describe('architecture', () => {
    it('has the shapes of the MNIST variant', () => {
      const model = new ConditionalDCGAN(MNIST_CONDITIONAL_DCGAN);
      expect(kernels(model.G)).to.deep.equal(['110x6272', '5x5x64x128', '5x5x1x64']);
      expect(kernels(model.D)).to.deep.equal(['5x5x1x64', '5x5x64x128', '10x6272', '6272x1']);
      expect(model.sample([3, 1, 4]).shape).to.deep.equal([3, 28, 28, 1]);
      model.dispose();
    });

    it('tells the label in each way: ten maps more for D; a gamma and a beta a class and map for G', () => {
      const { G, D } = new ConditionalDCGAN({ ...small, labelInG: 'batchNorm', labelInD: 'input' });
      expect(kernels(G)).to.deep.equal(['3x196', '3x4', '3x4', '5x5x2x4', '3x2', '3x2', '5x5x1x2']);
      expect(kernels(D)).to.deep.equal(['5x5x4x2', '5x5x2x4', '196x1']);
    });

    it('takes colour and larger images', () => {
      const model = new ConditionalDCGAN({ ...small, size: 32, channels: 3 });
      expect(model.sample([0, 2]).shape).to.deep.equal([2, 32, 32, 3]);
      expect(Object.keys(model.step(batch([0, 1], model.config)))).to.deep.equal(['discriminator', 'generator']);
    });

    it("starts with classes that all look alike to a projecting D, but for the labels' small first weights", () => {
      const { D } = new ConditionalDCGAN(small);
      const { x } = batch([0, 0]);
      const logits = [0, 1, 2].map((label) => D.predict([x, labelVectors([label, label], 3)]) as tf.Tensor);
      expect(distance(logits[0]!.dataSync(), logits[1]!.dataSync())).to.be.within(1e-9, 0.5);
    });
  });

  describe('the logit', () => {
    const logits = (model: ConditionalDCGAN, x: tf.Tensor, y: tf.Tensor) =>
      (model.D.predict([x, y]) as tf.Tensor).dataSync();

    it('by projection is linear in the label: with no label, that of D alone; between two labels, between both', () => {
      const model = new ConditionalDCGAN(small);
      const { x } = batch([0, 0, 0]);
      const of = (vector: number[]) => logits(model, x, tf.tensor2d([vector, vector, vector]));
      const [none, first, second] = [of([0, 0, 0]), of([1, 0, 0]), of([0, 1, 0])];
      expect(distance(of([1, 1, 0]), first.map((s, i) => s + second[i]! - none[i]!))).to.be.below(1e-5); // prettier-ignore
      expect(distance(of([0.5, 0.5, 0]), first.map((s, i) => (s + second[i]!) / 2))).to.be.below(1e-5); // prettier-ignore
    });

    it('of a D that is not told the label does not depend on it; of the others it does', () => {
      for (const labelInD of ['input', 'projection', 'none'] as const) {
        const model = new ConditionalDCGAN({ ...small, labelInD });
        const { x, y } = batch([0, 1, 2]);
        const apart = distance(logits(model, x, y), logits(model, x, labelVectors([1, 2, 0], 3)));
        if (labelInD === 'none') expect(apart).to.equal(0);
        else expect(apart, labelInD).to.be.above(1e-9);
      }
    });
  });

  describe('step', () => {
    for (const { labelInG, labelInD, r1: penalty, start, losses, weights: want } of golden.traces) {
      const ways = `the label in G by ${labelInG}, in D by ${labelInD}${penalty ? ', with R1' : ''}`;
      it(`is PyTorch's, for two steps, ${ways}`, () => {
        const { config, classes, labels } = golden;
        const loss = penalty ? r1(nonSaturating, penalty) : nonSaturating;
        const model = new ConditionalDCGAN({ ...config, classes, labelInG, labelInD }, loss);
        const named = namedVariables({ generator: model.G, discriminator: model.D });
        for (const player of ['generator', 'discriminator']) {
          const own = Object.entries(start).filter(([name]) => name.startsWith(player));
          own.forEach(([name, shape], i) => {
            named.get(name)!.assign(wave(shape, i, 0.3));
          });
        }
        losses.forEach((expected, step) => {
          const noises = [1, 2].map((n) => wave([labels.length, config.latentDim], 10 * step + n) as tf.Tensor2D);
          model.noise = () => noises.shift()!;
          const x = wave([labels.length, 28, 28, 1], 10 * step) as tf.Tensor4D;
          const got = model.step({ x, y: labelVectors(labels, classes) });
          expectClose(got.discriminator, [expected.discriminator], 5e-6);
          expectClose(got.generator, [expected.generator], 5e-6);
        });
        for (const [name, values] of Object.entries(want)) {
          const tolerance = name.includes('moving') ? 1e-5 : 1e-6; // a step moves a weight by 2e-4
          expectClose(named.get(name)!, values, tolerance);
        }
      });
    }

    const players = [
      ['discriminator', 'optimizerD', 'generator'],
      ['generator', 'optimizerG', 'discriminator'],
    ] as const;
    for (const [mover, optimizer, frozen] of players) {
      it(`the ${mover}'s half leaves the ${frozen}'s weights alone, bit by bit, whatever the way of the label`, () => {
        for (const way of ways) {
          const model = new ConditionalDCGAN({ ...small, ...way });
          const { parts } = model;
          const other = optimizer === 'optimizerD' ? parts.optimizerG : parts.optimizerD;
          other.applyGradients = () => undefined; // the other half computes, but does not move
          const before = { mover: weights(parts[mover]), frozen: weights(parts[frozen]) };
          model.step(batch([0, 1, 2, 1]));
          expect(weights(parts[frozen])).to.deep.equal(before.frozen);
          expect(weights(parts[mover])).to.not.deep.equal(before.mover);
          model.dispose();
        }
      });
    }

    it('moves what belongs to the labels of the batch, and no other row', () => {
      const moved = (net: tf.LayersModel, act: () => unknown) => {
        const tables = () =>
          namedVariables({ net })
            .get(net.name === 'discriminator' ? 'net.8.kernel' : 'net.4.gammas')!
            .arraySync() as number[][];
        const before = tables();
        act();
        return tables().map((row, k) => row.some((value, i) => value !== before[k]![i]));
      };
      const model = new ConditionalDCGAN({ ...small, labelInG: 'batchNorm' });
      for (const net of [model.D, model.G]) {
        expect(moved(net, () => model.step(batch([0, 2, 2, 0])))).to.deep.equal([true, false, true]);
      }
    });

    it('says when images or label vectors have another shape', () => {
      const model = new ConditionalDCGAN(small);
      expect(() => model.step({ ...batch([0, 1]), y: labelVectors([0, 1], 4) })).to.throw(
        "'generator' takes [B, 3] and [B, 3] (B: batch size), but got [2, 3] and [2, 4]",
      );
      expect(() => model.step(batch([0, 1], { ...small, size: 32 }))).to.throw(
        "'discriminator' takes [B, 28, 28, 1] and [B, 3]",
      );
    });
  });

  describe('sample', () => {
    it('draws images in [-1, 1], the same for the same label and z, whatever else is in the batch', () => {
      const model = new ConditionalDCGAN(small);
      model.step(batch([0, 1, 2, 1]));
      const z = model.noise(2);
      const both = model.sample([1, 2], z);
      const alone = model.sample([2], z.slice([1], [1]));
      expect(distance(both.slice([1], [1]).dataSync(), alone.dataSync())).to.be.below(1e-6);
      expect(both.abs().max().dataSync()[0]).to.be.at.most(1);
      expect(distance(both.dataSync(), model.sample(labelVectors([1, 2], 3), z).dataSync())).to.equal(0);
      expect(distance(both.dataSync(), model.sample([0, 0], z).dataSync())).to.be.above(0);
    });

    it('says which label is outside the classes', () => {
      const model = new ConditionalDCGAN(small);
      expect(() => model.sample([0, 3])).to.throw('Label 1 is 3, but 3 classes are 0 .. 2');
      expect(() => model.sample([-1])).to.throw('Label 0 is -1, but 3 classes are 0 .. 2');
      expect(() => model.sample([0.5])).to.throw('Label 0 is 0.5');
    });
  });

  for (const way of [small, { ...small, labelInG: 'batchNorm', labelInD: 'input' } as const]) {
    describe(`the contract of a model, the label in G by ${way.labelInG}, in D by ${way.labelInD}`, () => {
      itKeepsTheContract(
        () => new ConditionalDCGAN(way, hinge, 2),
        () => batch([0, 1, 2, 1]),
      );
    });
  }

  it('does not take the weights of a model of other classes', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'saddlepoint-conditional-'));
    const path = join(folder, 'model.safetensors');
    const model = new ConditionalDCGAN(small);
    model.step(batch([0, 1]));
    await saveCheckpoint(model, path);
    const other = new ConditionalDCGAN({ ...small, classes: 4 });
    const message = await loadCheckpoint(other, path).catch((error: unknown) => (error as Error).message);
    expect(message).to.contain('is of another architecture').and.to.contain('generator');
    await rm(folder, { recursive: true });
  });
});
