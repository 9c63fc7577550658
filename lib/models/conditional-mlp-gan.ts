// Mirza and Osindero 2014, "Conditional generative adversarial nets", arXiv:1411.1784, section 4.2.
import { tf } from '../backend/tf';
import { nonSaturating, type GANLoss } from '../losses';
import { forward } from '../nn';
import { adversarialStep } from '../training/adversarial-step';
import { adam } from '../training/optimizers';
import type { Trainable } from '../training/trainable';

export interface ConditionalMLPGANConfig {
  /** numbers of x */
  outputs: number;
  /** numbers of the condition y, such as features of an image */
  conditions: number;
  latentDim: number;
  /** units of the hidden layers of either player, with LeakyReLU */
  hidden: readonly number[];
  /** what G's last layer does: 'softmax' gives a distribution */
  output: 'linear' | 'softmax' | 'tanh';
  learningRate: number;
  beta1: number;
}

/** A type, not an interface, so that it is a tf.TensorContainer. */
export type ConditionedBatch = { x: tf.Tensor2D; y: tf.Tensor2D };

/** Two vectors side by side, through a perceptron. */
function perceptron(
  name: string,
  inputs: readonly [number, number],
  hidden: readonly number[],
  last: tf.layers.Layer,
): tf.LayersModel {
  const given = inputs.map((size) => tf.input({ shape: [size] }));
  const layers = [
    ...hidden.flatMap((units) => [tf.layers.dense({ units }), tf.layers.leakyReLU({ alpha: 0.2 })]),
    last,
  ];
  const together = tf.layers.concatenate().apply(given) as tf.SymbolicTensor;
  const outputs = layers.reduce((h, layer) => layer.apply(h) as tf.SymbolicTensor, together);
  return tf.model({ name, inputs: given, outputs });
}

/** G(z | y) and D(x | y) on vectors. */
export class ConditionalMLPGAN implements Trainable<ConditionedBatch, 'discriminator' | 'generator'> {
  /** z [B, latentDim] and y [B, conditions] -> x [B, outputs] */
  readonly G: tf.LayersModel;
  /** x [B, outputs] and y [B, conditions] -> logit [B, 1] */
  readonly D: tf.LayersModel;
  readonly parts;
  readonly settings;

  /** @param k steps of D for each step of G */
  constructor(
    readonly config: ConditionalMLPGANConfig,
    readonly loss: GANLoss = nonSaturating,
    readonly k = 1,
  ) {
    const { outputs, conditions, latentDim, hidden, output } = config;
    const last = tf.layers.dense({ units: outputs, activation: output });
    this.G = perceptron('generator', [latentDim, conditions], hidden, last);
    this.D = perceptron('discriminator', [outputs, conditions], hidden, tf.layers.dense({ units: 1 }));
    this.parts = { generator: this.G, discriminator: this.D, optimizerG: adam(config), optimizerD: adam(config) };
    this.settings = { ...config, hidden: hidden.join(), loss: loss.name, k };
  }

  /** z [n, latentDim], N(0, I) */
  noise(n: number): tf.Tensor2D {
    return tf.randomNormal([n, this.config.latentDim]);
  }

  /** Algorithm 1 on vectors x and their conditions y. */
  step({ x, y }: ConditionedBatch): Record<'discriminator' | 'generator', tf.Scalar> {
    return adversarialStep(this, x, y);
  }

  /** A draw of x for each condition y [B, conditions]: [B, outputs]. */
  sample(y: tf.Tensor2D): tf.Tensor2D {
    return tf.tidy(() => forward(this.G, [this.noise(y.shape[0]), y], { training: false }) as tf.Tensor2D);
  }

  dispose(): void {
    for (const part of Object.values(this.parts)) part.dispose();
  }
}
