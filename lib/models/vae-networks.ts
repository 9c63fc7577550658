// Kingma and Welling 2014, arXiv:1312.6114, appendix C: the networks of vae.ts.
import { tf } from '../backend/tf';
import { checkCount } from '../math/check';

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

const relu = (units: number) => tf.layers.dense({ units, activation: 'relu' });

/** x [B, H, W, C] -> the mean and then the log variance of q(z | x), [B, 2 J] */
export function vaeEncoder({ shape, hidden, latentDim }: VAEConfig): tf.Sequential {
  const layers = [
    tf.layers.flatten({ inputShape: [...shape] }),
    ...hidden.map(relu),
    tf.layers.dense({ units: 2 * latentDim }),
  ];
  return tf.sequential({ name: 'encoder', layers });
}

/** z [B, J] -> the parameters of p(x | z), [B, H, W, C]: logits for a Bernoulli likelihood, means for a Gaussian one */
export function vaeDecoder({ shape, hidden, latentDim }: VAEConfig): tf.Sequential {
  const layers = [
    tf.layers.inputLayer({ inputShape: [latentDim] }),
    ...[...hidden].reverse().map(relu),
    tf.layers.dense({ units: tf.util.sizeFromShape([...shape]) }),
    tf.layers.reshape({ targetShape: [...shape] }),
  ];
  return tf.sequential({ name: 'decoder', layers });
}

/** @throws RangeError when a size is not a whole number from 1 up */
export function checkVAEConfig({ shape, hidden, latentDim }: VAEConfig): void {
  shape.forEach((size, axis) => {
    checkCount(size, `VAE: shape[${axis}]`);
  });
  hidden.forEach((units, i) => {
    checkCount(units, `VAE: hidden[${i}]`);
  });
  checkCount(latentDim, 'VAE: latentDim');
}
