import { expect } from 'chai';
import {
  AAE,
  gaussianPrior,
  gradientPenalty,
  MNIST_AAE,
  nonSaturating,
  petalPrior,
  ready,
  seed,
  tf,
  wasserstein,
  type AAEOptions,
  type LatentPrior,
} from 'saddlepoint';
import { wave } from '../nn/wave';
import { follow, golden, images, noisy, oneHot, onlyMover } from './aae-golden';
import { itKeepsTheContract } from './trainable-contract';

const { config, classes, batch } = golden;
const threePetals = petalPrior({ petals: 3 });
const uses = {
  none: {},
  discriminator: { labels: { classes, to: 'discriminator' }, prior: threePetals },
  decoder: { labels: { classes, to: 'decoder' } },
  both: { labels: { classes, to: 'both' } },
} satisfies Record<string, AAEOptions>;
const shapes = (net: tf.LayersModel) => net.getWeights().map(({ shape }) => shape.join('x'));

describe('AAE (K-11, K-12, K-13)', () => {
  before(() => ready());

  it('of MNIST: 784-500-500-2, back, and 2-500-500-1; labels widen D or the decoder', () => {
    const kernels = (net: tf.LayersModel) => shapes(net).filter((shape) => shape.includes('x'));
    const { encoder, decoder, D } = new AAE(MNIST_AAE);
    expect(kernels(encoder)).to.deep.equal(['784x500', '500x500', '500x2']);
    expect(kernels(decoder)).to.deep.equal(['2x500', '500x500', '500x784']);
    expect(kernels(D)).to.deep.equal(['2x500', '500x500', '500x1']);
    const small = { ...config, hidden: [] };
    expect(kernels(new AAE(small, uses.discriminator).D)).to.deep.equal(['5x4', '4x1']);
    expect(kernels(new AAE(small, uses.discriminator).decoder)).to.deep.equal(['2x9']);
    expect(kernels(new AAE(small, uses.decoder).D)).to.deep.equal(['2x4', '4x1']);
    expect(kernels(new AAE(small, uses.decoder).decoder)).to.deep.equal(['5x9']);
    expect(kernels(new AAE(small, uses.both).D)).to.deep.equal(['5x4', '4x1']);
    expect(kernels(new AAE(small, uses.both).decoder)).to.deep.equal(['5x9']);
  });

  for (const [to, options] of Object.entries(uses)) {
    it(`labels to ${to}: two steps with fixed noise are PyTorch's, losses and weights`, () => {
      let step = 0;
      const draw = () => wave([batch, config.latentDim], 10 * step + 2) as tf.Tensor2D;
      const prior: LatentPrior = { ...threePetals, sample: draw, sampleOf: draw };
      const model = new AAE(config, { ...options, prior });
      model.corrupt = (x) => noisy(x, 10 * step + 1);
      const { encoder, decoder, D: discriminator } = model;
      follow(golden.aae[to as keyof typeof uses], { encoder, decoder, discriminator }, (i) => {
        step = i;
        return model.step({ x: images(10 * i), y: oneHot(i) });
      });
    });
  }

  const phases = {
    optimizer: ['encoder', 'decoder'],
    optimizerD: ['discriminator'],
    optimizerG: ['encoder'],
  };
  for (const [mover, moved] of Object.entries(phases)) {
    it(`the phase of ${mover} moves ${moved.join(' and ')}, and leaves all else bit by bit`, () => {
      const model = new AAE(config);
      expect(onlyMover(model.parts, mover, () => model.step(images(1)))).to.deep.equal(moved);
    });
  }

  it('a spread: codes are drawn about E(x), and both phases see such codes', () => {
    seed(1);
    const model = new AAE(config, { spread: 0.5 });
    const many = tf.tile(images(1).slice([0], [1]), [
      20_000,
      ...images(1)
        .shape.slice(1)
        .map(() => 1),
    ]);
    const { mean, variance } = tf.moments(model.drawCode(many), 0);
    expect(mean.sub(model.encode(many).mean(0)).abs().max().dataSync()[0]).to.be.below(0.02);
    for (const value of variance.dataSync()) expect(value).to.be.closeTo(0.25, 0.02);
    let drawn = 0;
    const draw = model.drawCode.bind(model);
    model.drawCode = (x) => {
      drawn++;
      return draw(x);
    };
    tf.dispose(model.step(images(1)));
    expect(drawn).to.equal(3); // for the decoder, for D, for the generator
    expect(() => new AAE(config, { spread: -1 })).to.throw(RangeError, 'AAE: spread is -1');
  });

  describe('keeps the contract of a model', () => {
    const loss = gradientPenalty(wasserstein, { lambda: 1 });
    let seen = 0;
    itKeepsTheContract(
      () => new AAE(config, { ...uses.discriminator, loss }),
      () => ({ x: images(seen++), y: oneHot(0) }),
    );
  });

  it('D pays the gradient penalty of its loss', () => {
    const cost = (loss: AAEOptions['loss']) => {
      seed(1);
      const model = new AAE(config, { loss: loss! });
      return model.step(images(1)).discriminator.dataSync()[0]!;
    };
    expect(cost(gradientPenalty(wasserstein, { lambda: 100 }))).to.be.above(cost(wasserstein) + 1);
  });

  it('the penalty is on the slope of D in z, not in the labels that D sees', () => {
    const judged: number[][] = [];
    const of = (score: (z: tf.Tensor) => tf.Tensor, real: tf.Tensor) => {
      judged.push(real.shape, score(real).shape);
      return tf.scalar(0);
    };
    const model = new AAE(config, { ...uses.discriminator, loss: { ...nonSaturating, penalty: { every: 1, of } } });
    model.step({ x: images(1), y: oneHot(0) });
    expect(judged).to.deep.equal([
      [batch, 2],
      [batch, 1],
    ]);
  });

  it('a prior of one part is the same for every label that D sees', () => {
    const sampleOf = () => {
      throw new Error('one part has no choice of parts');
    };
    const model = new AAE(config, { ...uses.both, prior: { ...gaussianPrior(2), sampleOf } });
    expect(() => model.step({ x: images(1), y: oneHot(0) })).not.to.throw();
  });

  it('a reconstruction is the decoded code; samples are in [0, 1] and take the given codes', () => {
    const model = new AAE(config);
    const x = images(1);
    const z = model.encode(x);
    expect([...model.reconstruct(x).dataSync()]).to.deep.equal([...model.sample(z).dataSync()]);
    expect(model.sample(5).shape).to.deep.equal([5, 3, 3, 1]);
    expect(model.sample(5).min().dataSync()[0]).to.be.at.least(0);
    expect(model.sample(5).max().dataSync()[0]).to.be.at.most(1);
  });

  it('says what is wrong with a config, a prior or labels', () => {
    expect(() => new AAE({ ...config, latentDim: 0 })).to.throw('AAE: latentDim is 0');
    expect(() => new AAE({ ...config, hiddenD: [1.5] })).to.throw('AAE: hiddenD[0] is 1.5');
    expect(() => new AAE({ ...config, inputNoise: -1 })).to.throw('AAE: inputNoise is -1');
    expect(() => new AAE(config, { prior: gaussianPrior(3) })).to.throw(
      "latentDim is 2, but the prior 'N(0, 1^2 I) on R^3' is on R^3",
    );
    const ten = { classes: 10, to: 'discriminator' } as const;
    expect(() => new AAE(config, { prior: threePetals, labels: ten })).to.throw('has 3 parts');
    const model = new AAE(config, uses.decoder);
    expect(() => model.step(images(0))).to.throw('the decoder takes one-hot labels [B, 3], but got no labels');
    expect(() => model.step({ x: images(0), y: tf.zeros([batch, 2]) })).to.throw('labels of shape [6,2]');
    expect(() => new AAE(config).step(tf.zeros([2, 28, 28, 1]))).to.throw("'encoder' takes [B, 3, 3, 1]");
  });
});
