// Makhzani, Shlens, Jaitly, Goodfellow, Frey 2016, "Adversarial autoencoders", arXiv:1511.05644, sections 6 and 7: a code
// of two parts, which cluster x is of and in which style it is drawn.
import { tf } from '../backend/tf';
import { agreement, bernoulliLikelihood, nonSaturating, type GANLoss, type Likelihood } from '../losses';
import { checkCount } from '../math/check';
import { descend, forward } from '../nn';
import { adam } from '../training/optimizers';
import type { Trainable } from '../training/trainable';
import { aaeSettings, adversary, checkAAEConfig, corrupted, mode, reconstructionLoss } from './aae-phases';
import { regularizationPhase, type AAEConfig, type AAELoss } from './aae-phases';
import { mlpDecoder, mlpEncoder } from './autoencoder-networks';
import { headNetwork, headPenalty } from './cluster-heads';
import { categoricalRows } from './latent-priors';

export interface CategoricalAAEConfig extends AAEConfig {
  /** K: clusters, or classes where there are labels */
  clusters: number;
  /**
   * Section 7, dimensionality reduction: the decoder sees W_C y + z alone, a point of R^J, and two cluster heads (rows of
   * W_C) that are nearer than this to each other pay for it. Left out, it sees y and z side by side.
   */
  headDistance?: number;
}

/** MNIST in 16 clusters, with the pilot's 400 units. (The paper has 1000.) */
export const MNIST_CLUSTERS: CategoricalAAEConfig = {
  shape: [28, 28, 1],
  hidden: [400, 400],
  latentDim: 5,
  hiddenD: [400, 400],
  inputNoise: 0.3,
  clusters: 16,
  reconstruction: { learningRate: 1e-3, beta1: 0.9 },
  discriminator: { learningRate: 1e-3, beta1: 0.5 },
  generator: { learningRate: 1e-3, beta1: 0.5 },
};

/** The two parts of a code. */
export interface CategoricalCode {
  /** q(y | x) [B, K], rows that sum to one */
  y: tf.Tensor2D;
  /** [B, J] */
  z: tf.Tensor2D;
}

/** Images [B, ...shape], or beside them another look at each [B, ...shape], such as the image moved a little. */
export type CategoricalAAEBatch = tf.Tensor | { x: tf.Tensor; other: tf.Tensor };

/**
 * One encoder for q(y | x) and z, a decoder of both, and two discriminators: one makes y one-hot and every cluster as
 * common as the others, for only so it looks like Cat(1/K); the other makes z look like N(0, I) and so leaves it no
 * room to say what y says. Without labels D of y soon wins by its slope, and clusters that it rules out stay empty (12 of
 * 30 on MNIST; with `r1(nonSaturating, { gamma: 0.01 })` for the loss, 2). With labels or cluster heads keep the plain game.
 *
 * @throws RangeError when a size in the config is not a whole number from 1 up, or headDistance is not positive
 */
export class CategoricalAAE implements Trainable<CategoricalAAEBatch, AAELoss> {
  /** x [B, ...shape] -> logits of y and then z, [B, K + J] */
  readonly encoder: tf.Sequential;
  /** batch norm of the logits of y, [B, K] */
  readonly normalization: tf.Sequential;
  readonly decoder: tf.Sequential;
  readonly parts;
  readonly settings;
  /** W_C [K, J] of section 7 */
  private readonly heads: tf.Sequential | undefined;
  private readonly adversaries;

  constructor(
    readonly config: CategoricalAAEConfig,
    readonly loss: GANLoss = nonSaturating,
    readonly likelihood: Likelihood = bernoulliLikelihood,
  ) {
    checkAAEConfig(config, 'CategoricalAAE');
    const { clusters, latentDim, headDistance } = config;
    checkCount(clusters, 'CategoricalAAE: clusters', 2);
    this.encoder = mlpEncoder(config, clusters + latentDim, { useBias: false });
    this.normalization = normalizationOf(clusters);
    this.heads = headDistance === undefined ? undefined : headNetwork(clusters, latentDim, headDistance);
    this.decoder = mlpDecoder(config, this.heads ? latentDim : clusters + latentDim);
    const [ofY, ofZ] = [adversary(config, clusters, 'D of y'), adversary(config, latentDim, 'D of z')];
    this.adversaries = [ofY, ofZ];
    this.parts = {
      encoder: this.encoder,
      normalization: this.normalization,
      decoder: this.decoder,
      ...(this.heads && { heads: this.heads }),
      discriminatorY: ofY.D,
      discriminatorZ: ofZ.D,
      optimizer: adam(config.reconstruction),
      optimizerDY: ofY.optimizer,
      optimizerDZ: ofZ.optimizer,
      optimizerG: adam(config.generator),
    };
    const names = { likelihood: likelihood.name, loss: loss.name };
    this.settings = aaeSettings(config, { clusters, headDistance: headDistance ?? 'none', ...names });
  }

  /** The networks that make a code. */
  get encoding(): readonly tf.Sequential[] {
    return [this.encoder, this.normalization];
  }

  /** Draws of y [n, K], one-hot, and of z [n, J] from the priors. */
  draw(n: number): CategoricalCode {
    return { y: categoricalRows(n, this.config.clusters), z: tf.randomNormal([n, this.config.latentDim]) };
  }

  /** What the encoder sees of images [B, ...shape] in a training step. */
  corrupt(x: tf.Tensor): tf.Tensor {
    return corrupted(x, this.config);
  }

  /** The logits of q(y | x) and z, of images [B, ...shape]: [B, K] and [B, J]; `training` as in {@link forward} */
  logits(x: tf.Tensor, training = false): { logits: tf.Tensor2D; z: tf.Tensor2D } {
    const { clusters, latentDim } = this.config;
    const [scores, z] = tf.split(forward(this.encoder, x, mode), [clusters, latentDim], 1) as [tf.Tensor, tf.Tensor2D];
    return { logits: forward(this.normalization, scores, { training }) as tf.Tensor2D, z };
  }

  /** q(y | x) and z of images [B, ...shape] */
  encode(x: tf.Tensor, training = false): CategoricalCode {
    const { logits, z } = this.logits(x, training);
    return { y: tf.softmax(logits), z };
  }

  /** The point that the decoder sees: W_C y + z [B, J], or y and z side by side [B, K + J] */
  represent({ y, z }: CategoricalCode): tf.Tensor2D {
    return this.heads ? forward(this.heads, y, mode).add(z) : tf.concat2d([y, z], 1);
  }

  /** E[x | y, z]: [B, ...shape] */
  decode(code: CategoricalCode): tf.Tensor {
    return tf.tidy(() => this.likelihood.mean(forward(this.decoder, this.represent(code), mode)));
  }

  /** The cluster heads, figure 9: the decoder at each one-hot y and z = 0, [K, ...shape] */
  clusterHeads(): tf.Tensor {
    const { clusters, latentDim } = this.config;
    return tf.tidy(() => this.decode({ y: tf.eye(clusters), z: tf.zeros([clusters, latentDim]) }));
  }

  /**
   * Reconstruction phase and regularization phase on a batch of images. With another look at each, the generator's loss is
   * less by the {@link agreement} of y with y of that look, which is not in the paper: what comes in kinds in MNIST is the
   * slant and the width, too, and a cluster of such says nothing of the digit.
   */
  step(batch: CategoricalAAEBatch): Record<AAELoss, tf.Scalar> {
    const { x, other } = batch instanceof tf.Tensor ? { x: batch, other: undefined } : batch;
    const { decoder, heads, loss, adversaries, parts } = this;
    const encoder = this.encoding;
    return tf.tidy(() => {
      const seen = this.corrupt(x);
      const moving = [...encoder, decoder, ...(heads ? [heads] : [])];
      const reconstruction = descend(parts.optimizer, moving, () => {
        const decoded = forward(decoder, this.represent(this.encode(seen, true)), mode);
        return reconstructionLoss(this.likelihood, x, decoded).add(headPenalty(heads, this.config));
      });
      const { y, z } = this.draw(x.shape[0]);
      const players = { encoder, optimizer: parts.optimizerG, loss, adversaries };
      const codes = () => {
        const code = this.encode(seen, true);
        return [code.y, code.z];
      };
      const disagreement = other && this.disagreement(this.corrupt(other));
      return { reconstruction, ...regularizationPhase(players, [y, z], codes, disagreement) };
    });
  }

  dispose(): void {
    for (const part of Object.values(this.parts)) part.dispose();
  }

  /** Of the parts y and z of a code: what it costs that y is not that of another look. */
  private disagreement(other: tf.Tensor): (parts: readonly tf.Tensor[]) => tf.Scalar {
    return ([y]) => agreement(y as tf.Tensor2D, this.encode(other, true).y).neg();
  }
}

/**
 * Before anything is learned the logits of all images are nearly alike, and an adversary that wants y one-hot drives them
 * all into the nearest corner of the simplex, where the softmax has no slope to lead them out: one cluster, for ever.
 * Over a batch normalised logits differ from the first step on.
 */
const normalizationOf = (clusters: number) =>
  tf.sequential({
    name: 'normalization',
    layers: [tf.layers.batchNormalization({ momentum: 0.9, epsilon: 1e-5, inputShape: [clusters] })],
  });
