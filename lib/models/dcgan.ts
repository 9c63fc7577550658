// Radford, Metz, Chintala 2016, "Unsupervised representation learning with deep convolutional generative adversarial
// networks", arXiv:1511.06434, section 3.
import { tf } from '../backend/tf';
import { nonSaturating, type GANLoss } from '../losses';
import { forward } from '../nn';
import { adversarialStep } from '../training/adversarial-step';
import { adam } from '../training/optimizers';
import type { Trainable } from '../training/trainable';
import { dcganDense, dcganFeatureLayers, dcganGeneratorLayers } from './dcgan-layers';

export interface DCGANConfig {
  /** side of the square images, in pixels: 28, 32 or 64 */
  size: 28 | 32 | 64;
  /** 1: grey, 3: RGB */
  channels: 1 | 3;
  /** length of z */
  latentDim: number;
  /** feature maps beside the image; they double at every halving of the resolution */
  width: number;
  learningRate: number;
  /** Adam's decay of the first moment; section 4 finds that 0.9 makes the training oscillate, 0.5 stabilises it */
  beta1: number;
}

/** MNIST: z -> 7x7x128 -> 14x14x64 -> 28x28x1. */
export const MNIST_DCGAN: DCGANConfig = {
  size: 28,
  channels: 1,
  latentDim: 100,
  width: 64,
  learningRate: 2e-4,
  beta1: 0.5,
};

/** z [B, latentDim] -> x [B, size, size, channels] in [-1, 1] */
export const dcganGenerator = (c: DCGANConfig): tf.Sequential =>
  tf.sequential({ name: 'generator', layers: dcganGeneratorLayers(c) });

/** x [B, size, size, channels] -> logit [B, 1] */
export const dcganDiscriminator = (c: DCGANConfig): tf.Sequential =>
  tf.sequential({ name: 'discriminator', layers: [...dcganFeatureLayers(c), dcganDense(1, true)] });

/**
 * A generator G and a discriminator D that play the game of `loss`.
 *
 * @param k steps of D for each step of G (Goodfellow et al. 2014, Algorithm 1): G moves on every k-th batch
 */
export class DCGAN implements Trainable<tf.Tensor4D, 'discriminator' | 'generator'> {
  readonly G: tf.Sequential;
  readonly D: tf.Sequential;
  readonly parts;
  readonly settings;

  constructor(
    readonly config: DCGANConfig,
    readonly loss: GANLoss = nonSaturating,
    readonly k = 1,
  ) {
    this.G = dcganGenerator(config);
    this.D = dcganDiscriminator(config);
    this.parts = {
      generator: this.G,
      discriminator: this.D,
      optimizerG: adam(config),
      optimizerD: adam(config),
    };
    this.settings = { ...config, loss: loss.name, k };
  }

  /** z [n, latentDim], uniform on [-1, 1] (figure 1 of the paper) */
  noise(n: number): tf.Tensor2D {
    return tf.randomUniform([n, this.config.latentDim], -1, 1);
  }

  /** Goodfellow et al. 2014, Algorithm 1, on a batch of real images [B, size, size, channels] in [-1, 1]. */
  step(real: tf.Tensor4D): Record<'discriminator' | 'generator', tf.Scalar> {
    return adversarialStep(this, real);
  }

  /** Images [n, size, size, channels] in [-1, 1], of n draws of z or of the given z [n, latentDim]. */
  sample(z: number | tf.Tensor2D): tf.Tensor4D {
    return tf.tidy(() => {
      const drawn = typeof z === 'number' ? this.noise(z) : z;
      return forward(this.G, drawn, { training: false }) as tf.Tensor4D;
    });
  }

  dispose(): void {
    for (const part of Object.values(this.parts)) part.dispose();
  }
}
