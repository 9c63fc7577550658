import { expect } from 'chai';
import {
  descend,
  gaussianLikelihood,
  minibatchEstimator,
  MNIST_VAE,
  ready,
  seed,
  tf,
  VAE,
  type VAEConfig,
} from 'saddlepoint';
import { expectClose } from '../nn/close';
import { readGolden } from '../nn/golden';
import { wave } from '../nn/wave';
import { itKeepsTheContract } from './trainable-contract';

interface Trace {
  losses: Record<'negativeELBO' | 'kl', number>[];
  weights: Record<string, number[]>;
}
interface Golden {
  config: VAEConfig;
  batch: number;
  N: number;
  start: Record<string, number[]>;
  adam: Trace;
  adagrad: Trace & { learningRate: number; initialAccumulator: number };
}
const golden = readGolden('vae') as Golden;
const small = golden.config;

const images = (seed: number) =>
  tf.tidy(
    () =>
      wave([golden.batch, ...small.shape], seed)
        .greater(0)
        .toFloat() as tf.Tensor4D,
  );
const weights = (net: tf.LayersModel) => net.getWeights().map((w) => [...w.dataSync()]);
const kernels = (net: tf.LayersModel) => weightShapes(net).filter((shape) => shape.includes('x'));
const weightShapes = (net: tf.LayersModel) => net.getWeights().map(({ shape }) => shape.join('x'));

/** A VAE with the golden start weights and, step after step, the golden noise. */
function goldenVAE(): VAE {
  const model = new VAE(small);
  const variables = namedVariables(model);
  Object.entries(golden.start).forEach(([name, shape], i) => {
    variables.get(name)!.assign(wave(shape, i, 0.5));
  });
  let step = 0;
  model.noise = () => wave([1, golden.batch, small.latentDim], 10 * step++ + 1) as tf.Tensor3D;
  return model;
}

function expectWeights(model: VAE, want: Record<string, number[]>): void {
  const variables = namedVariables(model);
  for (const [name, values] of Object.entries(want)) expectClose(variables.get(name)!, values, 1e-4);
}

describe('VAE (E-01)', () => {
  before(() => ready());

  describe('architecture', () => {
    it('of MNIST: 784-400-400-20 and back', () => {
      const model = new VAE(MNIST_VAE);
      expect(kernels(model.encoder)).to.deep.equal(['784x400', '400x400', '400x40']);
      expect(kernels(model.decoder)).to.deep.equal(['20x400', '400x400', '400x784']);
      expect(model.sample(3).shape).to.deep.equal([3, 28, 28, 1]);
      model.dispose();
    });

    it('any number of hidden layers, the decoder in reverse', () => {
      const model = new VAE({ ...small, shape: [2, 3, 3], hidden: [7], latentDim: 4 });
      expect(kernels(model.encoder)).to.deep.equal(['18x7', '7x8']);
      expect(kernels(model.decoder)).to.deep.equal(['4x7', '7x18']);
      const linear = new VAE({ ...small, hidden: [] });
      expect(kernels(linear.decoder)).to.deep.equal(['2x9']);
    });

    it('names what is wrong with a config', () => {
      expect(() => new VAE({ ...small, latentDim: 0 })).to.throw('VAE: latentDim is 0');
      expect(() => new VAE({ ...small, hidden: [5, 1.5] })).to.throw('VAE: hidden[1] is 1.5');
      expect(() => new VAE({ ...small, shape: [28, -1, 1] })).to.throw('VAE: shape[1] is -1');
      expect(() => new VAE(small, undefined, -1)).to.throw('VAE: klWeight is -1');
      expect(() => new VAE({ ...small, learningRate: 0 })).to.throw('learningRate must be above 0');
    });
  });

  describe("AEVB's loop with fixed noise, ten steps", () => {
    it("with Adam on the mean of a minibatch it is PyTorch's: losses and weights", () => {
      const model = goldenVAE();
      golden.adam.losses.forEach((want, step) => {
        const losses = model.step(images(10 * step));
        expectClose(losses.negativeELBO, [want.negativeELBO], 1e-4);
        expectClose(losses.kl, [want.kl], 1e-4);
      });
      expectWeights(model, golden.adam.weights);
    });

    it("with Adagrad on equation 8, as Algorithm 1 prints it, it is PyTorch's: losses and weights", () => {
      const model = goldenVAE();
      const { learningRate, initialAccumulator, losses, weights } = golden.adagrad;
      const optimizer = tf.train.adagrad(learningRate, initialAccumulator);
      losses.forEach((want, step) => {
        const total = descend(optimizer, [model.encoder, model.decoder], () =>
          minibatchEstimator(model.estimateB(images(10 * step)).elbo, golden.N).neg(),
        );
        expectClose(total, [golden.N * want.negativeELBO], 1e-4);
      });
      expectWeights(model, weights);
    });
  });

  describe('step', () => {
    it('moves encoder and decoder; without the KL term and with a certain posterior it is a plain autoencoder (E-12)', () => {
      const sigma = 0.5;
      const model = new VAE(small, gaussianLikelihood(sigma), 0);
      // log variance -60: sigma_z = 1e-13, so that z is the mean whatever the noise
      const output = model.encoder.layers.at(-1)!;
      const [kernel, bias] = output.getWeights() as [tf.Tensor, tf.Tensor];
      const certain = tf.tensor1d([1, 1, 0, 0]);
      output.setWeights([kernel.mul(certain), tf.where(certain.cast('bool'), bias, -60)]);
      const x = images(3);
      const squares = model.reconstruct(x).sub(x).square().sum([1, 2, 3]).mean().dataSync()[0]!;
      const constant = 9 * (Math.log(sigma) + 0.5 * Math.log(2 * Math.PI));
      const before = [weights(model.encoder), weights(model.decoder)];
      const { negativeELBO, kl } = model.step(x);
      expectClose(negativeELBO.sub(kl), [squares / (2 * sigma * sigma) + constant], 1e-5);
      expect([weights(model.encoder), weights(model.decoder)]).to.not.deep.equal(before);
    });

    it('the more the KL term weighs, the smaller the KL after 20 steps', () => {
      const moved = (klWeight: number) => {
        const model = new VAE(small, undefined, klWeight);
        const variables = namedVariables(model);
        Object.entries(golden.start).forEach(([name, shape], i) => {
          variables.get(name)!.assign(wave(shape, i, 0.5));
        });
        model.noise = () => wave([1, golden.batch, small.latentDim], 1) as tf.Tensor3D;
        const losses = Array.from({ length: 20 }, () => model.step(images(0)));
        return losses.map(({ kl }) => kl.dataSync()[0]!).at(-1)!;
      };
      const [none, one, ten] = [0, 1, 10].map(moved) as [number, number, number];
      expect(none).to.be.above(one);
      expect(one).to.be.above(ten);
    });
  });

  describe('as a Trainable', () => {
    itKeepsTheContract(
      () => new VAE(small),
      () => images(1),
    );
  });

  it('estimators A and B agree to 4 standard errors', () => {
    seed(1);
    const model = new VAE(small);
    const x = images(2);
    const many = tf.tile(x, [2000, 1, 1, 1]); // each image 2,000 times
    const difference = model.estimateA(many, 2).sub(model.estimateB(many, 2).elbo).reshape([2000, golden.batch]);
    const { mean, variance } = tf.moments(difference, 0);
    const z = mean.abs().div(variance.div(2000).sqrt());
    expect(z.max().dataSync()[0]).to.be.below(4);
    expect(model.logWeights(x, 7).shape).to.deep.equal([7, golden.batch]);
  });

  it('samples the mean images, the same for the same z; a reconstruction is the decoded mean of q', () => {
    const model = new VAE(small);
    const z = model.noise(1, 5).squeeze<tf.Tensor2D>([0]);
    const [a, b] = [model.sample(z), model.decode(z)];
    expect([...a.dataSync()]).to.deep.equal([...b.dataSync()]);
    expect(a.min().dataSync()[0]).to.be.at.least(0);
    expect(a.max().dataSync()[0]).to.be.at.most(1);
    const x = images(1);
    const { mean } = model.encode(x);
    expectClose(model.reconstruct(x), model.decode(mean as tf.Tensor2D).dataSync());
  });

  it('says when images have another shape', () => {
    expect(() => new VAE(small).step(tf.zeros([2, 28, 28, 1]))).to.throw("'encoder' takes [B, 3, 3, 1]");
  });
});

/** Variables by the names that a checkpoint gives them; layer 0 of either network has none. */
function namedVariables({ encoder, decoder }: VAE): Map<string, tf.Variable> {
  const entries = Object.entries({ encoder, decoder }).flatMap(([part, net]) =>
    net.layers
      .filter((layer) => layer.weights.length > 0)
      .flatMap((layer, i) =>
        layer.weights.map(
          (w) => [`${part}.${i + 1}.${w.name.replace(/.*\/|_\d+$/g, '')}`, w.read() as unknown as tf.Variable] as const,
        ),
      ),
  );
  return new Map(entries);
}
