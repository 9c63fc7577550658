// After LeNet-5: LeCun, Bottou, Bengio, Haffner 1998, "Gradient-based learning applied to document recognition".
import { join } from 'node:path';
import { tf } from '../backend/tf';
import type { LabelledBatch } from '../datasets/labelled-images';
import { descend, forward } from '../nn';
import { adam } from '../training/optimizers';
import type { Trainable } from '../training/trainable';
import { loadWeights } from '../training/weights';
import { inChunks } from './in-chunks';

/** The weights lie in the package: a builder's `npm install saddlepoint` needs them, too. */
export const MNIST_NET_WEIGHTS = join(__dirname, '../../weights/mnist-net.safetensors');

const FEATURES = 64;

const conv = (filters: number) => tf.layers.conv2d({ filters, kernelSize: 5, padding: 'same', activation: 'relu' });
const pool = () => tf.layers.maxPooling2d({ poolSize: 2, strides: 2 });

/** x [B, 28, 28, 1] in [-1, 1] -> logits [B, 10] */
const network = () =>
  tf.sequential({
    name: 'mnist-net',
    layers: [
      tf.layers.inputLayer({ inputShape: [28, 28, 1] }),
      conv(16), // [B, 28, 28, 16]
      pool(), // [B, 14, 14, 16]
      conv(32), // [B, 14, 14, 32]
      pool(), // [B, 7, 7, 32]
      tf.layers.flatten(),
      tf.layers.dense({ name: 'features', units: FEATURES, activation: 'relu' }),
      tf.layers.dropout({ rate: 0.5 }),
      tf.layers.dense({ units: 10 }),
    ],
  });

/**
 * The classifier that judges samples of digits as Inception judges photographs: its probabilities give the MNIST score
 * (inceptionScore), its 64 features a Frechet distance. `mnistNet()` gives the trained one.
 */
export class MnistNet implements Trainable<LabelledBatch, 'crossEntropy'> {
  /** x [B, 28, 28, 1] -> logits [B, 10] */
  readonly net = network();
  readonly parts;
  /** the same layers up to the features: x [B, 28, 28, 1] -> [B, 64] */
  private readonly trunk = tf.model({
    inputs: this.net.inputs,
    outputs: this.net.getLayer('features').output,
  });
  private readonly optimizer;

  constructor({ learningRate, beta1 } = { learningRate: 1e-3, beta1: 0.9 }) {
    this.optimizer = adam({ learningRate, beta1 });
    this.parts = { net: this.net, optimizer: this.optimizer };
  }

  /** One step down the cross entropy (nats) of labelled digits; see Trainable. */
  step({ x, y }: LabelledBatch): Record<'crossEntropy', tf.Scalar> {
    const crossEntropy = descend(this.optimizer, [this.net], () => {
      const logits = forward(this.net, x, { training: true });
      return tf.losses.softmaxCrossEntropy(tf.oneHot(y, 10), logits);
    });
    return { crossEntropy };
  }

  /** p(y | x) of images [N, 28, 28, 1] in [-1, 1]: rows [N, 10]. */
  probabilities(x: tf.Tensor4D): Promise<number[][]> {
    return inChunks(x, (images) => tf.softmax(forward(this.net, images, { training: false })));
  }

  /** The penultimate layer on images [N, 28, 28, 1] in [-1, 1]: rows [N, 64]. */
  features(x: tf.Tensor4D): Promise<number[][]> {
    return inChunks(x, (images) => forward(this.trunk, images, { training: false }));
  }

  dispose(): void {
    for (const part of Object.values(this.parts)) part.dispose();
  }
}

/**
 * The trained MNIST-Net; `npm run reproduce -- MNIST-Net` trained it, data/results/MNIST-Net.json says how well. Who
 * takes it disposes of it.
 * @throws Error when the weights that come with the package are missing or damaged
 */
export async function mnistNet(): Promise<MnistNet> {
  const net = new MnistNet();
  await loadWeights(net.net, MNIST_NET_WEIGHTS);
  return net;
}
