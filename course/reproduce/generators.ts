// The stored generators, to be judged again without training.
import { join } from 'node:path';
import {
  dcganGenerator,
  forward,
  loadWeights,
  mlpGenerator,
  MNIST_MLP_GAN,
  MNIST_VAE,
  tf,
  vaeDecoder,
  withoutMargin,
} from 'saddlepoint';
import { ROOT } from '../execute/runner';
import { CONFIG, MARGIN } from './I-01';
import { samples } from './judge';

interface StoredGenerator {
  /** in data/checkpoints */
  file: string;
  network: () => tf.LayersModel;
  /** n draws of z */
  noise: (n: number) => tf.Tensor2D;
  /** what the network gives -> pixels in [-1, 1] */
  pixels: (y: tf.Tensor) => tf.Tensor;
}

const uniform = (n: number): tf.Tensor2D => tf.randomUniform([n, 100], -1, 1);
const same = (y: tf.Tensor) => y;

/** Rows G-01, I-01 and E-04 trained them. */
export const GENERATORS: Record<'MLP GAN' | 'DCGAN' | 'VAE', StoredGenerator> = {
  'MLP GAN': { file: 'mlp-gan-generator', network: () => mlpGenerator(MNIST_MLP_GAN), noise: uniform, pixels: same },
  DCGAN: {
    file: 'dcgan-generator',
    network: () => dcganGenerator(CONFIG),
    noise: uniform,
    pixels: (x) => withoutMargin(x as tf.Tensor4D, MARGIN),
  },
  VAE: {
    file: 'vae-decoder',
    network: () => vaeDecoder(MNIST_VAE),
    noise: (n) => tf.randomNormal([n, MNIST_VAE.latentDim]),
    pixels: (y) => tf.sigmoid(y).mul(2).sub(1),
  },
};

/**
 * n images [n, 28, 28, 1] in [-1, 1] of a stored generator; of the VAE the means of its pixels.
 * @throws Error when its weights are not there
 */
export async function storedSamples(name: keyof typeof GENERATORS, n: number): Promise<tf.Tensor4D> {
  const { file, network, noise, pixels } = GENERATORS[name];
  const net = network();
  await loadWeights(net, join(ROOT, 'data', 'checkpoints', `${file}.safetensors`));
  const x = samples((m) => {
    const y = pixels(forward(net, noise(m), { training: false }));
    return y.reshape<tf.Tensor4D>([m, 28, 28, 1]);
  }, n);
  net.dispose();
  return x;
}
