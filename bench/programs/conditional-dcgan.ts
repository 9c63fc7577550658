import { ConditionalDCGAN, labelVectors, MNIST_CONDITIONAL_DCGAN, tf } from 'saddlepoint';
import { training, type Program } from '../program';

export const program: Program = {
  title: 'conditional DCGAN, 28x28, 64 and 128 channels, 10 labels, batch 64: a step of D and of G',
  peer: 'PyTorch',
  onEngine: true,
  prepare: () => {
    const x = tf.randomUniform<tf.Rank.R4>([64, 28, 28, 1], -1, 1);
    const y = labelVectors(
      Array.from({ length: 64 }, (_, i) => i % 10),
      10,
    );
    return training(new ConditionalDCGAN(MNIST_CONDITIONAL_DCGAN), { x, y });
  },
};
