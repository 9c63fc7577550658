import { tf } from 'saddlepoint';

/** What the small judges are made of: a convolution, and a quarter of the pixels. */
export const convBlock = (filters: number): tf.layers.Layer[] => [
  tf.layers.conv2d({ filters, kernelSize: 3, padding: 'same', activation: 'relu' }),
  tf.layers.maxPooling2d({ poolSize: 2, strides: 2 }),
];
