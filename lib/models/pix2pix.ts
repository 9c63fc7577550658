// Isola, Zhu, Zhou, Efros 2017, "Image-to-image translation with conditional adversarial networks" (pix2pix),
// arXiv:1611.07004, section 3.
import { tf } from '../backend/tf';
import type { ImagePair } from '../datasets/pairs';
import { l1, nonSaturating, type GANLoss } from '../losses';
import { descend, forward } from '../nn';
import { discriminatorCost } from '../training/adversarial-step';
import { adam } from '../training/optimizers';
import type { Trainable } from '../training/trainable';
import { PATCH_22, patchDiscriminator, type PatchLayer } from './patch-discriminator';
import { unet, type UNetConfig } from './unet';

export interface Pix2PixConfig extends UNetConfig {
  /** of the discriminator */
  patch: readonly PatchLayer[];
  /** weight of the L1 distance to the true y, beside the adversarial loss (equation 4) */
  lambda: number;
  learningRate: number;
  /** Adam's decay of the first moment */
  beta1: number;
}

/** 32x32 RGB. The paper's z is left out: it found that the generator learns to ignore it (section 3.1). */
export const EMOJI_PIX2PIX: Pix2PixConfig = {
  size: 32,
  channels: 3,
  widths: [32, 64, 128],
  dropout: 0,
  patch: PATCH_22,
  lambda: 100,
  learningRate: 2e-4,
  beta1: 0.5,
};

const training = { training: true };

/**
 * A generator G that turns x into y, and a discriminator D that sees x beside y or G(x). Equation 4:
 * arg min_G max_D L_cGAN(G, D) + lambda E ||y - G(x)||_1.
 */
export class Pix2Pix implements Trainable<ImagePair, 'discriminator' | 'generator' | 'l1'> {
  readonly G: tf.LayersModel;
  readonly D: tf.Sequential;
  readonly parts;
  readonly settings;

  constructor(
    readonly config: Pix2PixConfig,
    readonly loss: GANLoss = nonSaturating,
  ) {
    const { widths, patch, ...numbers } = config;
    this.G = unet(config, 'generator');
    this.D = patchDiscriminator({ ...config, channels: 2 * config.channels }, 'discriminator');
    this.parts = {
      generator: this.G,
      discriminator: this.D,
      optimizerG: adam(config),
      optimizerD: adam(config),
    };
    this.settings = { ...numbers, widths: widths.join('-'), patch: JSON.stringify(patch), loss: loss.name };
  }

  /** D moves on true pairs and on G's, then G does (section 3.3). `l1` is the distance to the true y, before lambda. */
  step({ x, y }: ImagePair): Record<'discriminator' | 'generator' | 'l1', tf.Scalar> {
    const { parts, loss } = this;
    return tf.tidy(() => {
      const beside = (image: tf.Tensor) => tf.concat([x, image], 3);
      const judge = (pair: tf.Tensor) => forward(this.D, pair, training);
      const pairs = { real: beside(y), fake: beside(forward(this.G, x, training)) };
      const discriminator = descend(parts.optimizerD, [this.D], () =>
        discriminatorCost(loss, judge, { ...pairs, step: parts.optimizerD.iterations }),
      );
      let terms!: Record<'generator' | 'l1', tf.Scalar>;
      const objective = descend(parts.optimizerG, [this.G], () => {
        const translated = forward(this.G, x, training);
        terms = {
          generator: tf.keep(loss.generator(judge(beside(translated)))),
          l1: tf.keep(l1.between(translated, y)),
        };
        return terms.generator.add(terms.l1.mul(this.config.lambda));
      });
      objective.dispose();
      return { discriminator, ...terms };
    });
  }

  /** G(x) of images x, [B, size, size, channels] in [-1, 1] */
  translate(x: tf.Tensor4D): tf.Tensor4D {
    return tf.tidy(() => forward(this.G, x, { training: false }) as tf.Tensor4D);
  }

  dispose(): void {
    for (const part of Object.values(this.parts)) part.dispose();
  }
}
