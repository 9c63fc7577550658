import { MNIST_PIXELCNN, PixelCNN, tf } from 'saddlepoint';
import { training, type Program } from '../program';

export const program: Program = {
  title: 'PixelCNN, 6 layers of 32 maps on 28x28, batch 32: a step',
  peer: 'PyTorch',
  onEngine: true,
  prepare: () => training(new PixelCNN(MNIST_PIXELCNN), tf.floor(tf.randomUniform<tf.Rank.R4>([32, 28, 28, 1], 0, 2))),
};
