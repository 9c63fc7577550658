// The guidelines of Radford et al. 2016 (arXiv:1511.06434, section 3), each of which can be left out.
import { adam, adversarialStep, forward, nonSaturating, tf, type Trainable } from 'saddlepoint';

/** Which of the guidelines a GAN follows. */
export interface Guidelines {
  /** batch normalisation in G and D */
  batchNorm: boolean;
  /** LeakyReLU in D; else ReLU */
  leaky: boolean;
  /** tanh at the end of G; else nothing, and samples are clipped to [-1, 1] when they are looked at */
  tanh: boolean;
  /** strided convolutions; else max-pooling in D, upsampling by repetition in G */
  strides: boolean;
}

export const ALL: Guidelines = { batchNorm: true, leaky: true, tanh: true, strides: true };

const init = () => tf.initializers.randomNormal({ mean: 0, stddev: 0.02 });
const kernel = (filters: number, useBias: boolean) =>
  ({ filters, kernelSize: 5, padding: 'same', useBias, kernelInitializer: init() }) as const;

/** A layer before a batch norm needs no bias. */
const norm = ({ batchNorm }: Guidelines) =>
  batchNorm ? [tf.layers.batchNormalization({ momentum: 0.9, epsilon: 1e-5 })] : [];

/** [B, H, W, C] -> [B, 2H, 2W, filters] */
const up = ({ strides }: Guidelines, filters: number, useBias: boolean) =>
  strides
    ? [tf.layers.conv2dTranspose({ ...kernel(filters, useBias), strides: 2 })]
    : [tf.layers.upSampling2d({ size: [2, 2] }), tf.layers.conv2d(kernel(filters, useBias))];

/** [B, H, W, C] -> [B, H/2, W/2, filters] */
const down = ({ strides }: Guidelines, filters: number, useBias: boolean) =>
  strides
    ? [tf.layers.conv2d({ ...kernel(filters, useBias), strides: 2 })]
    : [tf.layers.conv2d(kernel(filters, useBias)), tf.layers.maxPooling2d({ poolSize: 2, strides: 2 })];

/** z [B, latentDim] -> x [B, 28, 28, 1] */
export function generator(g: Guidelines, latentDim: number, width: number): tf.Sequential {
  const shape = [7, 7, 2 * width];
  const layers = [
    tf.layers.inputLayer({ inputShape: [latentDim] }),
    tf.layers.dense({ units: tf.util.sizeFromShape(shape), useBias: !g.batchNorm, kernelInitializer: init() }),
    tf.layers.reshape({ targetShape: shape }),
    ...norm(g),
    tf.layers.reLU(),
    ...up(g, width, !g.batchNorm),
    ...norm(g),
    tf.layers.reLU(),
    ...up(g, 1, true),
    ...(g.tanh ? [tf.layers.activation({ activation: 'tanh' })] : []),
  ];
  return tf.sequential({ name: 'generator', layers });
}

/** x [B, 28, 28, 1] -> logit [B, 1] */
export function discriminator(g: Guidelines, width: number): tf.Sequential {
  const activation = () => (g.leaky ? tf.layers.leakyReLU({ alpha: 0.2 }) : tf.layers.reLU());
  const layers = [
    tf.layers.inputLayer({ inputShape: [28, 28, 1] }),
    ...down(g, width, true),
    activation(),
    ...down(g, 2 * width, !g.batchNorm),
    ...norm(g),
    activation(),
    tf.layers.flatten(),
    tf.layers.dense({ units: 1, kernelInitializer: init() }),
  ];
  return tf.sequential({ name: 'discriminator', layers });
}

const LATENT = 100;
/** Five times the paper's rate: the trainings are short and the networks narrow. */
const ADAM = { learningRate: 1e-3, beta1: 0.5 };

/** DCGAN with some of its guidelines left out; trained as DCGAN is. */
export class AblatedDCGAN implements Trainable<tf.Tensor4D, 'discriminator' | 'generator'> {
  readonly loss = nonSaturating;
  readonly k = 1;
  readonly parts;
  readonly settings;

  constructor(guidelines: Guidelines, width: number) {
    this.parts = {
      generator: generator(guidelines, LATENT, width),
      discriminator: discriminator(guidelines, width),
      optimizerG: adam(ADAM),
      optimizerD: adam(ADAM),
    };
    this.settings = { ...guidelines, width };
  }

  noise(n: number): tf.Tensor2D {
    return tf.randomUniform([n, LATENT], -1, 1);
  }

  step(real: tf.Tensor4D): Record<'discriminator' | 'generator', tf.Scalar> {
    return adversarialStep(this, real);
  }

  /** n images [n, 28, 28, 1] in [-1, 1] */
  sample(n: number): tf.Tensor4D {
    return tf.tidy(() => {
      const x = forward(this.parts.generator, this.noise(n), { training: false }) as tf.Tensor4D;
      return x.clipByValue(-1, 1) as tf.Tensor4D;
    });
  }

  dispose(): void {
    for (const part of Object.values(this.parts)) part.dispose();
  }
}
