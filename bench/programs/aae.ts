import { AAE, MNIST_AAE, tf } from 'saddlepoint';
import { training, type Program } from '../program';

/** As wide as the paper's. */
const CONFIG = { ...MNIST_AAE, hidden: [1000, 1000], hiddenD: [1000, 1000], latentDim: 8 };

export const program: Program = {
  title: 'AAE, 784-1000-1000-8 and back, D 8-1000-1000-1, batch 100: all three phases of a step',
  peer: 'PyTorch',
  onEngine: true,
  prepare: () => training(new AAE(CONFIG), tf.randomUniform<tf.Rank.R4>([100, 28, 28, 1])),
};
