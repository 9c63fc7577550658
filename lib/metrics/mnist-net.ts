// After LeNet-5: LeCun, Bottou, Bengio, Haffner 1998, "Gradient-based learning applied to document recognition".
import { join } from 'node:path';
import { tf } from '../backend/tf';
import { Classifier } from '../models/classifier';
import type { AdamConfig } from '../training/optimizers';
import { loadWeights } from '../training/weights';

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
export class MnistNet extends Classifier {
  constructor(options?: AdamConfig) {
    super(network(), options);
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
