import { MNIST_VAE, tf, VAE } from 'saddlepoint';
import { training, type Program } from '../program';

export const program: Program = {
  title: 'VAE, 784-400-400-20 and back, Bernoulli likelihood, batch 100: a step',
  peer: 'PyTorch',
  onEngine: true,
  prepare: () => training(new VAE(MNIST_VAE), tf.floor(tf.randomUniform<tf.Rank.R4>([100, 28, 28, 1], 0, 2))),
};
