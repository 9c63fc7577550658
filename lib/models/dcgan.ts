// Radford, Metz, Chintala 2016, "Unsupervised representation learning with deep convolutional generative adversarial
// networks", arXiv:1511.06434, section 3.
import { tf } from '../backend/tf';
import { nonSaturating, type GANLoss } from '../losses';
import { forward } from '../nn';
import { adversarialStep } from '../training/adversarial-step';
import { adam } from '../training/optimizers';
import type { Trainable } from '../training/trainable';

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

/** Sides of the feature maps, coarsest first: halve the image until 7 or less, e.g. [7, 14] for 28, [4, 8, 16] for 32. */
function hiddenSides({ size }: DCGANConfig): number[] {
  const sides = [size / 2];
  while (sides[0]! > 7) sides.unshift(sides[0]! / 2);
  return sides;
}

/** Number of feature maps at a resolution: `width` at half the image's side, doubled at every further halving. */
const mapsAt = (side: number, { size, width }: DCGANConfig) => (width * size) / (2 * side);

/** Section 4: all weights are drawn from N(0, 0.02^2). */
const init = () => tf.initializers.randomNormal({ mean: 0, stddev: 0.02 });
/** 5x5 kernels that halve or double the resolution. A layer before a batch norm has no bias: beta is its bias. */
const conv = (useBias: boolean) =>
  ({ kernelSize: 5, strides: 2, padding: 'same', useBias, kernelInitializer: init() }) as const;
const batchNorm = () => tf.layers.batchNormalization({ momentum: 0.9, epsilon: 1e-5 });

/** z [B, latentDim] -> x [B, size, size, channels] in [-1, 1] */
export function dcganGenerator(c: DCGANConfig): tf.Sequential {
  const [coarsest, ...finer] = hiddenSides(c) as [number, ...number[]];
  const shape = [coarsest, coarsest, mapsAt(coarsest, c)];
  const units = tf.util.sizeFromShape(shape);
  const layers = [
    // "project and reshape": the same as a transposed convolution of z seen as a 1x1 image
    tf.layers.dense({ units, inputShape: [c.latentDim], useBias: false, kernelInitializer: init() }),
    tf.layers.reshape({ targetShape: shape }),
    batchNorm(),
    tf.layers.reLU(),
    ...finer.flatMap((side) => [
      tf.layers.conv2dTranspose({ filters: mapsAt(side, c), ...conv(false) }),
      batchNorm(),
      tf.layers.reLU(),
    ]),
    tf.layers.conv2dTranspose({ filters: c.channels, ...conv(true) }),
    tf.layers.activation({ activation: 'tanh' }),
  ];
  return tf.sequential({ name: 'generator', layers });
}

/** x [B, size, size, channels] -> logit [B, 1] */
export function dcganDiscriminator(c: DCGANConfig): tf.Sequential {
  const [finest, ...coarser] = hiddenSides(c).reverse() as [number, ...number[]];
  const inputShape = [c.size, c.size, c.channels];
  const layers = [
    tf.layers.conv2d({ filters: mapsAt(finest, c), inputShape, ...conv(true) }),
    tf.layers.leakyReLU({ alpha: 0.2 }),
    ...coarser.flatMap((side) => [
      tf.layers.conv2d({ filters: mapsAt(side, c), ...conv(false) }),
      batchNorm(),
      tf.layers.leakyReLU({ alpha: 0.2 }),
    ]),
    tf.layers.flatten(),
    tf.layers.dense({ units: 1, kernelInitializer: init() }),
  ];
  return tf.sequential({ name: 'discriminator', layers });
}

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
