import { MLPGAN, MNIST_MLP_GAN, tf } from 'saddlepoint';
import { training, type Program } from '../program';

export const program: Program = {
  title: 'MLP GAN, 100-512-512-784 against 784-512-512-1 with dropout, batch 64: a step of D and of G',
  peer: 'PyTorch',
  onEngine: true,
  prepare: () => training(new MLPGAN(MNIST_MLP_GAN), tf.randomUniform([64, 28, 28, 1], -1, 1)),
};
