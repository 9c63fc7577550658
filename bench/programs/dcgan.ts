import { DCGAN, MNIST_DCGAN, tf } from 'saddlepoint';
import { training, type Program } from '../program';

export const program: Program = {
  title: 'DCGAN, 28x28, 64 and 128 channels, batch 64: a step of D and of G',
  peer: 'PyTorch',
  onEngine: true,
  prepare: () => training(new DCGAN(MNIST_DCGAN), tf.randomUniform<tf.Rank.R4>([64, 28, 28, 1], -1, 1)),
};
