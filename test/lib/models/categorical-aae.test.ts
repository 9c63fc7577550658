import { expect } from 'chai';
import { agreement, CategoricalAAE, ready, seed, SemiSupervisedAAE, tf, type CategoricalAAEConfig } from 'saddlepoint';
import { expectClose } from '../nn/close';
import { wave } from '../nn/wave';
import { follow, golden, images, noisy, oneHot, onlyMover } from './aae-golden';
import { itKeepsTheContract } from './trainable-contract';

const { classes, batch, headDistance } = golden;
const beside: CategoricalAAEConfig = { ...golden.config, clusters: classes };
const reduced = { ...beside, headDistance };

/** A model whose draws and noise are the golden ones of the step that `at` says. */
function fixed(config: CategoricalAAEConfig, at: { step: number }): CategoricalAAE {
  const model = new CategoricalAAE(config);
  model.draw = () => ({ y: oneHot(at.step), z: wave([batch, config.latentDim], 10 * at.step + 2) as tf.Tensor2D });
  model.corrupt = (x) => noisy(x, 10 * at.step + 1);
  return model;
}
const networks = ({ parts }: CategoricalAAE) => {
  const nets = Object.entries(parts).filter(
    (entry): entry is [string, tf.Sequential] => entry[1] instanceof tf.LayersModel,
  );
  return Object.fromEntries(nets);
};

describe('CategoricalAAE (K-15, K-16)', () => {
  before(() => ready());

  for (const [name, config] of Object.entries({ beside, heads: reduced })) {
    it(`y and z ${name === 'heads' ? 'added by cluster heads' : 'side by side'}: two steps are PyTorch's`, () => {
      const at = { step: 0 };
      const model = fixed(config, at);
      follow(golden.categorical[name as 'beside' | 'heads'], networks(model), (i) => {
        at.step = i;
        return model.step(images(10 * i));
      });
    });
  }

  const phases = {
    optimizer: ['encoder', 'normalization', 'decoder', 'heads'],
    optimizerDY: ['discriminatorY'],
    optimizerDZ: ['discriminatorZ'],
    optimizerG: ['encoder', 'normalization'],
  };
  for (const [mover, moved] of Object.entries(phases)) {
    it(`the phase of ${mover} moves ${moved.join(' and ')}, and leaves all else bit by bit`, () => {
      const model = new CategoricalAAE(reduced);
      expect(onlyMover(model.parts, mover, () => model.step(images(1)))).to.deep.equal(moved);
    });
  }

  it('codes, draws, heads and images have their shapes; rows of y sum to one', () => {
    const model = new CategoricalAAE(beside);
    const { y, z } = model.encode(images(1));
    expect([y.shape, z.shape]).to.deep.equal([
      [batch, 3],
      [batch, 2],
    ]);
    expectClose(y.sum(1), new Array(batch).fill(1));
    const drawn = model.draw(50);
    expectClose(drawn.y.max(1), new Array(50).fill(1));
    expectClose(drawn.y.sum(1), new Array(50).fill(1));
    expect(model.represent(drawn).shape).to.deep.equal([50, 5]);
    expect(model.clusterHeads().shape).to.deep.equal([3, 3, 3, 1]);
  });

  it('normalised logits differ from the first step on: no logit is above the others for all of a batch', () => {
    seed(1);
    const model = new CategoricalAAE({ ...beside, inputNoise: 0 });
    const { logits } = model.logits(images(1), true);
    const { mean, variance } = tf.moments(logits, 0);
    expectClose(mean, [0, 0, 0]);
    expectClose(variance, [1, 1, 1], 0.1); // less by epsilon
    expect(new Set(logits.argMax(1).dataSync()).size).to.be.above(1);
  });

  it('a cluster head is the image of one y without style; with heads the decoder sees W_C y + z', () => {
    const model = new CategoricalAAE(reduced);
    const one = model.decode({ y: tf.tensor2d([[0, 1, 0]]), z: tf.zeros([1, 2]) });
    expectClose(model.clusterHeads().slice(1, 1), one.dataSync());
    const W = model.parts.heads!.getWeights()[0] as tf.Tensor2D;
    const z = tf.tensor2d([[0.5, -2]]);
    expectClose(model.represent({ y: tf.tensor2d([[0, 0, 1]]), z }), W.slice(2, 1).add(z).dataSync());
  });

  it('heads start as far apart as they are to be, whatever the length of z', () => {
    for (const latentDim of [1, 2, 3]) {
      const model = new CategoricalAAE({ ...reduced, latentDim, clusters: 7, headDistance: 3 });
      const [W] = model.parts.heads!.getWeights();
      const rows = W!.arraySync() as number[][];
      const apart = rows.flatMap((a, i) => rows.slice(i + 1).map((b) => Math.hypot(...a.map((v, j) => v - b[j]!))));
      expect(Math.min(...apart)).to.be.closeTo(3, 1e-5);
    }
  });

  it('heads that are nearer than headDistance pay for it, those farther do not', () => {
    const cost = (heads: number[][]) => {
      seed(1);
      const model = new CategoricalAAE({ ...reduced, inputNoise: 0, headDistance: 2 });
      model.parts.heads!.setWeights([tf.tensor2d(heads)]);
      const decoderKernel = model.decoder.getWeights().map((w) => tf.zerosLike(w));
      model.decoder.setWeights(decoderKernel); // so that the reconstruction costs the same wherever the heads are
      return model.step(images(1)).reconstruction.dataSync()[0]!;
    };
    const far = cost([[0, 0], [3, 0], [0, 3]]); // prettier-ignore
    const near = cost([[0, 0], [1.5, 0], [0, 5]]); // prettier-ignore
    expect(near - far).to.be.closeTo(0.5, 1e-5);
  });

  it('with another look at the images the generator pays as much less as the clusters of both agree', () => {
    const [plain, twofold] = [fixed(beside, { step: 0 }), fixed(beside, { step: 0 })];
    for (const [name, net] of Object.entries(networks(twofold))) net.setWeights(networks(plain)[name]!.getWeights());
    const looks: tf.Tensor2D[] = [];
    const encode = twofold.encode.bind(twofold);
    twofold.encode = (x, training) => {
      const code = encode(x, training);
      looks.push(tf.keep(code.y.clone()));
      return code;
    };
    const [x, other] = [images(1), images(2)];
    const [one, both] = [plain.step(x), twofold.step({ x, other })];
    const less = agreement(...(looks.slice(-2) as [tf.Tensor2D, tf.Tensor2D])).dataSync()[0]!;
    expect(Math.abs(less)).to.be.above(1e-3);
    expectClose(one.generator.sub(both.generator), [less], 1e-5);
    expectClose(both.reconstruction, one.reconstruction.dataSync());
    expectClose(both.discriminator, one.discriminator.dataSync());
  });

  it('another look moves the networks that the phase of optimizerG moves, and no others', () => {
    const model = new CategoricalAAE(reduced);
    const step = () => model.step({ x: images(1), other: images(2) });
    expect(onlyMover(model.parts, 'optimizerG', step)).to.deep.equal(phases.optimizerG);
  });

  describe('keeps the contract of a model', () => {
    let seen = 0;
    itKeepsTheContract(
      () => new CategoricalAAE(beside),
      () => images(seen++),
    );
  });

  describe('keeps the contract of a model, with another look at every image', () => {
    let seen = 0;
    itKeepsTheContract(
      () => new CategoricalAAE(beside),
      () => ({ x: images(seen++), other: images(seen) }),
    );
  });

  it('says what is wrong with a config', () => {
    expect(() => new CategoricalAAE({ ...beside, clusters: 1 })).to.throw('CategoricalAAE: clusters is 1');
    expect(() => new CategoricalAAE({ ...beside, headDistance: 0 })).to.throw('CategoricalAAE: headDistance is 0');
    expect(() => new CategoricalAAE({ ...beside, hidden: [0] })).to.throw('CategoricalAAE: hidden[0] is 0');
  });
});

describe('SemiSupervisedAAE (K-14)', () => {
  before(() => ready());

  it("two steps with fixed noise are PyTorch's, cross entropy and weights too", () => {
    const aae = new CategoricalAAE(beside);
    const model = new SemiSupervisedAAE(aae, golden.classifier);
    const labelled = (seed: number) => wave([batch, ...beside.shape], seed, 3) as tf.Tensor4D;
    follow(golden.semiSupervised, networks(aae), (i) => {
      const seeds = [10 * i + 1, 10 * i + 4]; // of the images without labels, of those with
      aae.corrupt = (x) => noisy(x, seeds.shift()!);
      aae.draw = () => ({ y: oneHot(i), z: wave([batch, beside.latentDim], 10 * i + 2) as tf.Tensor2D });
      return model.step({ x: images(10 * i), labelled: { x: labelled(10 * i + 3), y: oneHot(i + 1) } });
    });
  });

  it('the labels move the encoder alone, batch norm included', () => {
    const model = new SemiSupervisedAAE(new CategoricalAAE(beside));
    const data = { x: images(1), labelled: { x: images(2), y: oneHot(0) } };
    expect(onlyMover(model.parts, 'optimizerLabels', () => model.step(data))).to.deep.equal([
      'encoder',
      'normalization',
    ]);
  });

  describe('keeps the contract of a model, with cluster heads', () => {
    let seen = 0;
    itKeepsTheContract(
      () => new SemiSupervisedAAE(new CategoricalAAE(reduced)),
      () => ({ x: images(seen++), labelled: { x: images(seen), y: oneHot(0) } }),
    );
  });

  it('says when the labels are of other classes', () => {
    const model = new SemiSupervisedAAE(new CategoricalAAE(beside));
    const labelled = { x: images(2), y: tf.zeros<tf.Rank.R2>([batch, 4]) };
    expect(() => model.step({ x: images(1), labelled })).to.throw('labels of shape [6,4], but the model has 3 classes');
  });
});
