import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { CycleGAN, EMOJI_CYCLEGAN, fit, ready, seed, tf, wasserstein, type Dataset, type ImagePair } from 'saddlepoint';
import { itKeepsTheContract } from './trainable-contract';
import { batch, cycleganConfig, followsGolden, networks, weightsOf } from './translation';

describe('CycleGAN (M-05)', () => {
  let folder: string;
  before(() => ready());
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'saddlepoint-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('has two generators and two discriminators of 32x32 RGB images', () => {
    const model = new CycleGAN(EMOJI_CYCLEGAN);
    const x = tf.zeros<tf.Rank.R4>([2, 32, 32, 3]);
    const shapes = Object.values(networks(model)).map((net) => (net.apply(x) as tf.Tensor).shape.join('x'));
    expect(shapes).to.deep.equal(['2x32x32x3', '2x32x32x3', '2x8x8x1', '2x8x8x1']);
    model.dispose();
  });

  describe('step', () => {
    it("is PyTorch's, for three steps: losses and weights, with a pool that is full after two", () => {
      followsGolden('cyclegan', new CycleGAN(cycleganConfig));
    });

    const sides = [
      ['generators', ['G', 'F'], 'optimizerD', ['DX', 'DY']],
      ['discriminators', ['DX', 'DY'], 'optimizerG', ['G', 'F']],
    ] as const;
    for (const [name, movers, other, frozen] of sides) {
      it(`the ${name}' half leaves the other side's weights alone, bit by bit`, () => {
        const model = new CycleGAN(cycleganConfig);
        model.parts[other].applyGradients = () => undefined; // the other half computes, but does not move
        const before = { movers: weightsOf(model, ...movers), frozen: weightsOf(model, ...frozen) };
        model.step(batch());
        expect(weightsOf(model, ...frozen)).to.deep.equal(before.frozen);
        weightsOf(model, ...movers).forEach((now, i) => {
          expect(now).to.not.equal(before.movers[i]);
        });
      });
    }

    it('without the cycle and identity terms the two games are two: another y moves nothing of G and D_X', () => {
      const after = (pair: ImagePair) => {
        seed(1);
        const model = new CycleGAN({ ...cycleganConfig, lambda: 0, identity: 0, pool: 0 });
        const { cycle, identity } = model.step(pair);
        expect([cycle, identity].map((loss) => loss.dataSync()[0])).to.deep.equal([0, 0]);
        return weightsOf(model, 'F', 'G');
      };
      const [one, other] = [batch(), { ...batch(), x: batch(3).x }];
      // F and its judge see fake x of y, and real x: F's move comes before D_X's, so it depends on y alone
      const [[f1, g1], [f2, g2]] = [after(one), after(other)] as [[string, string], [string, string]];
      expect(f1).to.equal(f2);
      expect(g1).to.not.equal(g2);
    });

    it('clips the weights of the discriminators, and of nobody else', () => {
      const model = new CycleGAN({ ...cycleganConfig, clip: 0.01 }, wasserstein);
      model.step(batch());
      const nets = networks(model);
      const largest = (name: string) => Math.max(...nets[name]!.getWeights().map((w) => w.abs().max().dataSync()[0]!));
      expect(['DX', 'DY'].map(largest).every((w) => w <= Math.fround(0.01))).to.equal(true);
      expect(['G', 'F'].map(largest).every((w) => w > 0.9)).to.equal(true); // gamma starts at 1
    });

    it('says when images have another shape', () => {
      const { x } = batch();
      expect(() => new CycleGAN(cycleganConfig).step({ x, y: tf.zeros([2, 8, 8, 3]) })).to.throw(
        "'F' takes [B, 8, 8, 1]",
      );
    });
  });

  itKeepsTheContract(() => new CycleGAN({ ...cycleganConfig, clip: 0.5 }), batch);

  it('stopped and resumed, pools included, it ends bit by bit where it would have ended', async () => {
    const data: Dataset<ImagePair> = { name: 'waves', size: 4, batches: () => [0, 1].map(batch) };
    const train = async (checkpoint: string, epochs: number) => {
      seed(1);
      const model = new CycleGAN(cycleganConfig);
      await fit(model, data, { epochs, batchSize: 2, seed: 5, checkpoint });
      return weightsOf(model, 'G', 'F', 'DX', 'DY');
    };
    const whole = await train(join(folder, 'whole.safetensors'), 2);
    await train(join(folder, 'parts.safetensors'), 1);
    expect(await train(join(folder, 'parts.safetensors'), 2)).to.deep.equal(whole);
  });
});
