// Mirza and Osindero 2014, "Conditional generative adversarial nets", arXiv:1411.1784, section 3, with the networks of
// Radford et al. 2016, and the ways of Miyato and Koyama 2018, arXiv:1802.05637, to tell both players the label.
import { tf } from '../backend/tf';
import type { OneHotBatch } from '../datasets/one-hot';
import { nonSaturating, type GANLoss } from '../losses';
import { ConditionalBatchNormalization, conditionalBatchNormalization, forward, labelVectors } from '../nn';
import { adversarialStep } from '../training/adversarial-step';
import { adam } from '../training/optimizers';
import type { Trainable } from '../training/trainable';
import { MNIST_DCGAN, type DCGANConfig } from './dcgan';
import { BATCH_NORM, dcganDense, dcganFeatureLayers, dcganGeneratorLayers } from './dcgan-layers';

export interface ConditionalDCGANConfig extends DCGANConfig {
  /** K: labels are 0 to K - 1 */
  classes: number;
  /** how G is told the label: beside z, or by conditional batch normalisation */
  labelInG: 'input' | 'batchNorm';
  /**
   * how D is told the label: as K maps beside the image's channels, by projection (Miyato and Koyama, equation 3), or
   * not at all, which is a slip that one lecture makes: D then cannot ask that an image fits its label
   */
  labelInD: 'input' | 'projection' | 'none';
}

export const MNIST_CONDITIONAL_DCGAN: ConditionalDCGANConfig = {
  ...MNIST_DCGAN,
  classes: 10,
  labelInG: 'input',
  labelInD: 'projection',
};

const through = (layers: readonly tf.layers.Layer[], x: tf.SymbolicTensor, y: tf.SymbolicTensor): tf.SymbolicTensor =>
  layers.reduce(
    (h, layer) => layer.apply(layer instanceof ConditionalBatchNormalization ? [h, y] : h) as tf.SymbolicTensor,
    x,
  );

/** z [B, latentDim] and label vectors y [B, K] -> x [B, size, size, channels] in [-1, 1] */
export function conditionalGenerator(c: ConditionalDCGANConfig): tf.LayersModel {
  const [z, y] = [tf.input({ shape: [c.latentDim] }), tf.input({ shape: [c.classes] })];
  const x =
    c.labelInG === 'input'
      ? through(dcganGeneratorLayers(c, c.latentDim + c.classes), beside(z, y), y)
      : through(
          dcganGeneratorLayers(c, c.latentDim, () => ofClasses(c)),
          z,
          y,
        );
  return tf.model({ name: 'generator', inputs: [z, y], outputs: x });
}

const ofClasses = ({ classes }: ConditionalDCGANConfig) => conditionalBatchNormalization({ classes, ...BATCH_NORM });

/** x [B, size, size, channels] and label vectors y [B, K] -> logit [B, 1] */
export function conditionalDiscriminator(c: ConditionalDCGANConfig): tf.LayersModel {
  const [x, y] = [tf.input({ shape: [c.size, c.size, c.channels] }), tf.input({ shape: [c.classes] })];
  const input = c.labelInD === 'input' ? beside(x, labelMaps(y, c)) : x;
  const features = through(dcganFeatureLayers(c, input.shape[3]!), input, y);
  const judged = dcganDense(1, true).apply(features) as tf.SymbolicTensor;
  const logit = c.labelInD === 'projection' ? plus(judged, projection(features, y)) : judged;
  return tf.model({ name: 'discriminator', inputs: [x, y], outputs: logit });
}

const beside = (a: tf.SymbolicTensor, b: tf.SymbolicTensor) =>
  tf.layers.concatenate({ axis: -1 }).apply([a, b]) as tf.SymbolicTensor;

const plus = (a: tf.SymbolicTensor, b: tf.SymbolicTensor) => tf.layers.add().apply([a, b]) as tf.SymbolicTensor;

/** y [B, K] -> [B, size, size, K]: every pixel sees the label */
function labelMaps(y: tf.SymbolicTensor, { size, classes }: ConditionalDCGANConfig): tf.SymbolicTensor {
  const repeated = tf.layers.repeatVector({ n: size * size }).apply(y);
  return tf.layers.reshape({ targetShape: [size, size, classes] }).apply(repeated) as tf.SymbolicTensor;
}

/** y^T V phi(x): how well the features fit the label, [B, 1] */
function projection(features: tf.SymbolicTensor, y: tf.SymbolicTensor): tf.SymbolicTensor {
  const rows = dcganDense(features.shape[1]!, false).apply(y) as tf.SymbolicTensor;
  return tf.layers.dot({ axes: 1 }).apply([features, rows]) as tf.SymbolicTensor;
}

/**
 * G(z | y) and D(x | y), which play the game of `loss` on labelled images.
 *
 * @param k steps of D for each step of G (Goodfellow et al. 2014, Algorithm 1): G moves on every k-th batch
 */
export class ConditionalDCGAN implements Trainable<OneHotBatch, 'discriminator' | 'generator'> {
  readonly G: tf.LayersModel;
  readonly D: tf.LayersModel;
  readonly parts;
  readonly settings;

  constructor(
    readonly config: ConditionalDCGANConfig,
    readonly loss: GANLoss = nonSaturating,
    readonly k = 1,
  ) {
    this.G = conditionalGenerator(config);
    this.D = conditionalDiscriminator(config);
    this.parts = {
      generator: this.G,
      discriminator: this.D,
      optimizerG: adam(config),
      optimizerD: adam(config),
    };
    this.settings = { ...config, loss: loss.name, k };
  }

  /** z [n, latentDim], uniform on [-1, 1] */
  noise(n: number): tf.Tensor2D {
    return tf.randomUniform([n, this.config.latentDim], -1, 1);
  }

  /**
   * Algorithm 1 on a batch of images x [B, size, size, channels] in [-1, 1] and their label vectors y [B, K], as
   * `oneHotLabels` makes them. The fakes get the labels of the batch.
   */
  step({ x, y }: OneHotBatch): Record<'discriminator' | 'generator', tf.Scalar> {
    return adversarialStep(this, x, y);
  }

  /**
   * Images [n, size, size, channels] in [-1, 1], one a label.
   *
   * @param labels n class numbers, or n label vectors [n, K]: one-hot, between two classes, or zeros for no label
   * @param z [n, latentDim]; drawn unless given
   * @throws RangeError when a label is outside the classes
   */
  sample(labels: readonly number[] | tf.Tensor2D, z?: tf.Tensor2D): tf.Tensor4D {
    return tf.tidy(() => {
      const y = labels instanceof tf.Tensor ? labels : labelVectors(labels, this.config.classes);
      return forward(this.G, [z ?? this.noise(y.shape[0]), y], { training: false }) as tf.Tensor4D;
    });
  }

  dispose(): void {
    for (const part of Object.values(this.parts)) part.dispose();
  }
}
