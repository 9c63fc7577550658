// Radford, Metz, Chintala 2016, arXiv:1511.06434, section 3: the layers that DCGANs share, conditional or not.
import { tf } from '../backend/tf';
import type { DCGANConfig } from './dcgan';

/** Sides of the feature maps, coarsest first: halve the image until 7 or less, e.g. [7, 14] for 28, [4, 8, 16] for 32. */
function hiddenSides({ size }: DCGANConfig): number[] {
  const sides = [size / 2];
  while (sides[0]! > 7) sides.unshift(sides[0]! / 2);
  return sides;
}

/** Number of feature maps at a resolution: `width` at half the image's side, doubled at every further halving. */
const mapsAt = (side: number, { size, width }: DCGANConfig) => (width * size) / (2 * side);

/** Section 4: all weights are drawn from N(0, 0.02^2). */
const init = () => tf.initializers.randomNormal({ mean: 0, stddev: 0.02 });
/** 5x5 kernels that halve or double the resolution. A layer before a batch norm has no bias: beta is its bias. */
const conv = (useBias: boolean) =>
  ({ kernelSize: 5, strides: 2, padding: 'same', useBias, kernelInitializer: init() }) as const;

/** A dense layer with the paper's initial weights. */
export const dcganDense = (units: number, useBias: boolean): tf.layers.Layer =>
  tf.layers.dense({ units, useBias, kernelInitializer: init() });

/** Momentum and epsilon of every batch normalisation. */
export const BATCH_NORM = { momentum: 0.9, epsilon: 1e-5 };
const batchNorm = (): tf.layers.Layer => tf.layers.batchNormalization(BATCH_NORM);

/**
 * All layers of G: [B, inputs] -> x [B, size, size, channels] in [-1, 1].
 *
 * @param inputs how many numbers the first layer takes
 * @param norm makes the normalisation before each ReLU
 */
export function dcganGeneratorLayers(c: DCGANConfig, inputs = c.latentDim, norm = batchNorm): tf.layers.Layer[] {
  const [coarsest, ...finer] = hiddenSides(c) as [number, ...number[]];
  const shape = [coarsest, coarsest, mapsAt(coarsest, c)];
  const units = tf.util.sizeFromShape(shape);
  return [
    // "project and reshape": the same as a transposed convolution of z seen as a 1x1 image
    tf.layers.dense({ units, inputShape: [inputs], useBias: false, kernelInitializer: init() }),
    tf.layers.reshape({ targetShape: shape }),
    norm(),
    tf.layers.reLU(),
    ...finer.flatMap((side) => [
      tf.layers.conv2dTranspose({ filters: mapsAt(side, c), ...conv(false) }),
      norm(),
      tf.layers.reLU(),
    ]),
    tf.layers.conv2dTranspose({ filters: c.channels, ...conv(true) }),
    tf.layers.activation({ activation: 'tanh' }),
  ];
}

/** The layers of D up to its features: [B, size, size, channels] -> [B, features]. */
export function dcganFeatureLayers(c: DCGANConfig, channels: number = c.channels): tf.layers.Layer[] {
  const [finest, ...coarser] = hiddenSides(c).reverse() as [number, ...number[]];
  const inputShape = [c.size, c.size, channels];
  return [
    tf.layers.conv2d({ filters: mapsAt(finest, c), inputShape, ...conv(true) }),
    tf.layers.leakyReLU({ alpha: 0.2 }),
    ...coarser.flatMap((side) => [
      tf.layers.conv2d({ filters: mapsAt(side, c), ...conv(false) }),
      batchNorm(),
      tf.layers.leakyReLU({ alpha: 0.2 }),
    ]),
    tf.layers.flatten(),
  ];
}
