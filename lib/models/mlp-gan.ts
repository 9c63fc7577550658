// Goodfellow et al. 2014, "Generative adversarial nets", arXiv:1406.2661, sections 3 and 5: both players are
// multilayer perceptrons. They play on the line, in the plane, or on images.
import { tf } from '../backend/tf';
import { nonSaturating, type GANLoss } from '../losses';
import { forward, pack } from '../nn';
import { adversarialStep } from '../training/adversarial-step';
import { adam } from '../training/optimizers';
import type { Trainable } from '../training/trainable';

export interface MLPGANConfig {
  /** shape of one x: [1] on the line, [2] in the plane, [28, 28, 1] for MNIST */
  shape: readonly number[];
  /** length of z */
  latentDim: number;
  /** p(z): uniform on [-1, 1]^latentDim, or N(0, I) */
  prior: 'uniform' | 'normal';
  /** widths of the hidden layers, first to last */
  hiddenG: readonly number[];
  hiddenD: readonly number[];
  /** of the hidden layers of both; leakyReLU has slope 0.2 below 0 */
  activation: 'relu' | 'leakyReLU' | 'tanh';
  /** of G's last layer: linear for x on all of R, tanh for [-1, 1], sigmoid for [0, 1] */
  output: 'linear' | 'tanh' | 'sigmoid';
  /** batch normalisation in the hidden layers of G, and of D but for its first (as DCGAN has it) */
  batchNorm: boolean;
  /** how many examples D judges at once (Lin et al. 2018); 1: each by itself. It must divide the batch. */
  packing: number;
  /** share of D's hidden units that are dropped in a training step, in [0, 1) */
  dropout: number;
  /** of G, and of D unless it has its own */
  learningRate: number;
  /** of D: faster than G, it stays near its optimum; slower, G runs ahead of it */
  learningRateD?: number;
  /** Adam's decay of the first moment */
  beta1: number;
}

/** MNIST: narrower than the paper's 1200-1200 and 240x5 maxout, with Adam; play it with `smoothedLabels(0.9)`. */
export const MNIST_MLP_GAN: MLPGANConfig = {
  shape: [28, 28, 1],
  latentDim: 100,
  prior: 'uniform',
  hiddenG: [512, 512],
  hiddenD: [512, 512],
  activation: 'leakyReLU',
  output: 'tanh',
  batchNorm: false,
  packing: 1,
  dropout: 0.3,
  learningRate: 2e-4,
  beta1: 0.5,
};

const activate = ({ activation }: MLPGANConfig) =>
  activation === 'leakyReLU' ? tf.layers.leakyReLU({ alpha: 0.2 }) : tf.layers.activation({ activation });

/** A hidden layer; a layer before a batch norm has no bias: beta is its bias. */
const hidden = (c: MLPGANConfig, units: number, normalise: boolean) => [
  tf.layers.dense({ units, useBias: !normalise }),
  ...(normalise ? [tf.layers.batchNormalization({ momentum: 0.9, epsilon: 1e-5 })] : []),
  activate(c),
];

/** z [B, latentDim] -> x [B, ...shape] */
export function mlpGenerator(c: MLPGANConfig): tf.Sequential {
  const layers = [
    tf.layers.inputLayer({ inputShape: [c.latentDim] }),
    ...c.hiddenG.flatMap((units) => hidden(c, units, c.batchNorm)),
    tf.layers.dense({ units: tf.util.sizeFromShape([...c.shape]), activation: c.output }),
    tf.layers.reshape({ targetShape: [...c.shape] }),
  ];
  return tf.sequential({ name: 'generator', layers });
}

/** x [B, ...shape] -> logit [B / packing, 1] */
export function mlpDiscriminator(c: MLPGANConfig): tf.Sequential {
  const layers = [
    tf.layers.inputLayer({ inputShape: [...c.shape] }),
    tf.layers.reshape({ targetShape: [tf.util.sizeFromShape([...c.shape])] }),
    ...(c.packing > 1 ? [pack({ size: c.packing })] : []),
    ...c.hiddenD.flatMap((units, i) => [
      ...hidden(c, units, c.batchNorm && i > 0),
      ...(c.dropout > 0 ? [tf.layers.dropout({ rate: c.dropout })] : []),
    ]),
    tf.layers.dense({ units: 1 }),
  ];
  return tf.sequential({ name: 'discriminator', layers });
}

/**
 * A generator G and a discriminator D that play the game of `loss`.
 *
 * @param k steps of D for each step of G (Algorithm 1): G moves on every k-th batch
 */
export class MLPGAN implements Trainable<tf.Tensor, 'discriminator' | 'generator'> {
  readonly G: tf.Sequential;
  readonly D: tf.Sequential;
  readonly parts;
  readonly settings;
  readonly isEachAlone;

  constructor(
    readonly config: MLPGANConfig,
    readonly loss: GANLoss = nonSaturating,
    readonly k = 1,
  ) {
    this.G = mlpGenerator(config);
    this.D = mlpDiscriminator(config);
    this.isEachAlone = !config.batchNorm && config.packing === 1;
    this.parts = {
      generator: this.G,
      discriminator: this.D,
      optimizerG: adam(config),
      optimizerD: adam({ ...config, learningRate: config.learningRateD ?? config.learningRate }),
    };
    const { shape, hiddenG, hiddenD, ...rest } = config;
    const lists = { shape: shape.join('x'), hiddenG: hiddenG.join('-'), hiddenD: hiddenD.join('-') };
    this.settings = { ...rest, ...lists, loss: loss.name, k };
  }

  /** n draws of z [n, latentDim] from the prior */
  noise(n: number): tf.Tensor2D {
    const shape: [number, number] = [n, this.config.latentDim];
    return this.config.prior === 'uniform' ? tf.randomUniform(shape, -1, 1) : tf.randomNormal(shape);
  }

  /** Algorithm 1 on a batch of real data [B, ...shape]; see {@link adversarialStep}. */
  step(real: tf.Tensor): Record<'discriminator' | 'generator', tf.Scalar> {
    return adversarialStep(this, real);
  }

  /** x [n, ...shape] of n draws of z or of the given z [n, latentDim] */
  sample(z: number | tf.Tensor2D): tf.Tensor {
    return tf.tidy(() => forward(this.G, typeof z === 'number' ? this.noise(z) : z, { training: false }));
  }

  dispose(): void {
    for (const part of Object.values(this.parts)) part.dispose();
  }
}
