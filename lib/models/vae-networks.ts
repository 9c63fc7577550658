// Kingma and Welling 2014, arXiv:1312.6114, appendix C: the networks of vae.ts.
import type { tf } from '../backend/tf';
import { checkCount } from '../math/check';
import { checkPerceptronShape, mlpDecoder, mlpEncoder } from './autoencoder-networks';

export interface VAEConfig {
  /** of an image: [height, width, channels] */
  shape: readonly [number, number, number];
  /** units of the encoder's hidden layers; the decoder has the same in reverse */
  hidden: readonly number[];
  /** J, the length of z */
  latentDim: number;
  learningRate: number;
  /** Adam's decay of the first moment */
  beta1: number;
}

/** MNIST-B: 784 -> 400 -> 400 -> z of 20, and back. (The paper has one layer of 500 tanh units and Adagrad.) */
export const MNIST_VAE: VAEConfig = {
  shape: [28, 28, 1],
  hidden: [400, 400],
  latentDim: 20,
  learningRate: 1e-3,
  beta1: 0.9,
};

/** x [B, H, W, C] -> the mean and then the log variance of q(z | x), [B, 2 J] */
export const vaeEncoder = (config: VAEConfig): tf.Sequential => mlpEncoder(config, 2 * config.latentDim);

/** z [B, J] -> the parameters of p(x | z), [B, H, W, C]: logits for a Bernoulli likelihood, means for a Gaussian one */
export const vaeDecoder = (config: VAEConfig): tf.Sequential => mlpDecoder(config, config.latentDim);

/** @throws RangeError when a size is not a whole number from 1 up */
export function checkVAEConfig(config: VAEConfig): void {
  checkPerceptronShape(config, 'VAE');
  checkCount(config.latentDim, 'VAE: latentDim');
}
