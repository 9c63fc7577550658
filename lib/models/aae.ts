// Makhzani, Shlens, Jaitly, Goodfellow, Frey 2016, "Adversarial autoencoders", arXiv:1511.05644, sections 2 and 4.
import { tf } from '../backend/tf';
import { bernoulliLikelihood, nonSaturating, type GANLoss, type Likelihood } from '../losses';
import { descend, forward } from '../nn';
import { adam } from '../training/optimizers';
import type { Trainable } from '../training/trainable';
import { aaeSettings, adversary, checkAAEConfig, corrupted, mode, reconstructionLoss } from './aae-phases';
import { regularizationPhase, type AAEConfig, type AAELoss } from './aae-phases';
import {
  checkedSpread,
  fitting,
  sees,
  type AAEBatch,
  type AAEOptions,
  type LabelUse,
  type Player,
} from './aae-options';
import { mlpDecoder, mlpEncoder } from './autoencoder-networks';
import { gaussianPrior, type LatentPrior } from './latent-priors';

/** MNIST: 784-500-500-z and back, against 500-500-1. (The paper has 1000 units, and SGD with momentum.) */
export const MNIST_AAE: AAEConfig = {
  shape: [28, 28, 1],
  hidden: [500, 500],
  latentDim: 2,
  hiddenD: [500, 500],
  inputNoise: 0,
  reconstruction: { learningRate: 1e-3, beta1: 0.9 },
  discriminator: { learningRate: 1e-4, beta1: 0.5 },
  generator: { learningRate: 1e-4, beta1: 0.5 },
};

/**
 * An autoencoder whose codes come to be distributed as a prior, since a discriminator sees to it: an encoder z = E(x), a
 * decoder p(x | z), and D, who tells draws of the prior from codes. Unless a spread is asked for the encoder is
 * deterministic: q(z | x) is one point, and what q(z) is spread out by is the data alone.
 *
 * @throws RangeError when a size in the config is not a whole number from 1 up, the prior has another length of code,
 *   D gets another number of classes than the prior has parts (a prior of one part takes any), or spread is negative
 */
export class AAE implements Trainable<AAEBatch, AAELoss> {
  readonly encoder: tf.Sequential;
  readonly decoder: tf.Sequential;
  readonly D: tf.Sequential;
  readonly prior: LatentPrior;
  readonly labels: LabelUse | undefined;
  readonly likelihood: Likelihood;
  readonly loss: GANLoss;
  readonly spread: number;
  readonly parts;
  readonly settings;

  constructor(
    readonly config: AAEConfig,
    { prior, labels, likelihood = bernoulliLikelihood, loss = nonSaturating, spread = 0 }: AAEOptions = {},
  ) {
    checkAAEConfig(config, 'AAE');
    this.prior = fitting(prior ?? gaussianPrior(config.latentDim), config, labels);
    this.likelihood = likelihood;
    this.loss = loss;
    this.labels = labels;
    this.spread = checkedSpread(spread);
    const withLabels = (player: Player) => config.latentDim + (labels && sees(player, labels) ? labels.classes : 0);
    this.encoder = mlpEncoder(config, config.latentDim);
    this.decoder = mlpDecoder(config, withLabels('decoder'));
    const { D, optimizer: optimizerD } = adversary(config, withLabels('discriminator'), 'discriminator');
    this.D = D;
    this.parts = {
      encoder: this.encoder,
      decoder: this.decoder,
      discriminator: D,
      optimizer: adam(config.reconstruction),
      optimizerD,
      optimizerG: adam(config.generator),
    };
    const names = { prior: this.prior.name, likelihood: likelihood.name, loss: loss.name };
    const used = { classes: labels?.classes ?? 0, labels: labels?.to ?? 'none' };
    this.settings = aaeSettings(config, { ...names, ...used, spread });
  }

  /** What the encoder sees of images [B, ...shape] in a training step. */
  corrupt(x: tf.Tensor): tf.Tensor {
    return corrupted(x, this.config);
  }

  /** The mean E(x) of q(z | x), of images [B, ...shape]: [B, J] */
  encode(x: tf.Tensor): tf.Tensor2D {
    return forward(this.encoder, x, mode) as tf.Tensor2D;
  }

  /** A draw of q(z | x) for each of the images [B, ...shape]: [B, J] */
  drawCode(x: tf.Tensor): tf.Tensor2D {
    const { spread } = this;
    return tf.tidy(() => {
      const z = this.encode(x);
      return spread === 0 ? z : z.add(tf.randomNormal(z.shape, 0, spread));
    });
  }

  /**
   * E[x | z] or E[x | z, y] of codes z [B, J] and labels y [B, K], one-hot: [B, ...shape]
   * @throws Error when labels go to the decoder and there are none
   */
  decode(z: tf.Tensor2D, y?: tf.Tensor2D): tf.Tensor {
    return tf.tidy(() => this.likelihood.mean(this.decoded(z, y)));
  }

  /**
   * The three phases on a batch (section 2): encoder and decoder descend the reconstruction's cost; D descends its own;
   * the encoder, as the generator, its.
   * @throws Error when the model uses labels and the batch has none, or of another number of classes
   */
  step(batch: AAEBatch): Record<AAELoss, tf.Scalar> {
    const { x, y } = batch instanceof tf.Tensor ? { x: batch, y: undefined } : batch;
    const { optimizer, optimizerD, optimizerG } = this.parts;
    return tf.tidy(() => {
      const seen = this.corrupt(x);
      const reconstruction = descend(optimizer, [this.encoder, this.decoder], () =>
        reconstructionLoss(this.likelihood, x, this.decoded(this.drawCode(seen), y)),
      );
      const { loss, D } = this;
      const score = (z: tf.Tensor) => forward(D, this.with('discriminator', z as tf.Tensor2D, y), mode);
      const adversaries = [{ D, optimizer: optimizerD, score }];
      const players = { encoder: [this.encoder], optimizer: optimizerG, loss, adversaries };
      const real = this.drawn(x.shape[0], y);
      return { reconstruction, ...regularizationPhase(players, [real], () => [this.drawCode(seen)]) };
    });
  }

  /** The images [B, ...shape] through the code and back. */
  reconstruct(x: tf.Tensor, y?: tf.Tensor2D): tf.Tensor {
    return tf.tidy(() => this.decode(this.encode(x), y));
  }

  /** E[x | z] of n draws of the prior or of the given z [n, J]; y [n, K], one-hot, where the decoder takes labels. */
  sample(z: number | tf.Tensor2D, y?: tf.Tensor2D): tf.Tensor {
    return tf.tidy(() => this.decode(typeof z === 'number' ? this.prior.sample(z) : z, y));
  }

  dispose(): void {
    for (const part of Object.values(this.parts)) part.dispose();
  }

  private decoded(z: tf.Tensor2D, y: tf.Tensor2D | undefined): tf.Tensor {
    return forward(this.decoder, this.with('decoder', z, y), mode);
  }

  private drawn(n: number, y: tf.Tensor2D | undefined): tf.Tensor2D {
    const { labels, prior } = this;
    return y && labels && sees('discriminator', labels) && prior.parts > 1 ? prior.sampleOf(y) : prior.sample(n);
  }

  /** z, and the labels beside it where they go there. */
  private with(player: Player, z: tf.Tensor2D, y: tf.Tensor2D | undefined): tf.Tensor2D {
    if (!this.labels || !sees(player, this.labels)) return z;
    const { classes } = this.labels;
    if (y?.shape[1] !== classes) {
      const got = y ? `labels of shape [${y.shape}]` : 'no labels';
      throw new Error(`AAE: the ${player} takes one-hot labels [B, ${classes}], but got ${got}: see oneHotLabels.`);
    }
    return tf.concat2d([z, y], 1);
  }
}
