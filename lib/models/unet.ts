// Ronneberger, Fischer, Brox 2015, "U-Net", arXiv:1505.04597, as a generator: Isola, Zhu, Zhou, Efros 2017,
// "Image-to-image translation with conditional adversarial networks" (pix2pix), arXiv:1611.07004, section 3.2.1 and
// appendix 6.1.1. The networks that pix2pix.ts and cyclegan.ts share.
import { tf } from '../backend/tf';
import { checkCount } from '../math/check';
import { instanceNormalization } from '../nn/layers';

export interface UNetConfig {
  /** side of the square images, in pixels: a multiple of 2^(number of widths), and larger */
  size: number;
  /** of the images, those that come and those that go: 3 for RGB */
  channels: number;
  /** feature maps at half the image's side, at a quarter, ... */
  widths: readonly number[];
  /** share of the feature maps' numbers that are dropped, in training, where the decoder begins: the paper's z */
  dropout: number;
}

/** Section 6.1.1: all weights are drawn from N(0, 0.02^2). */
const init = () => tf.initializers.randomNormal({ mean: 0, stddev: 0.02 });
/** 4x4 kernels that halve or double the resolution. A layer before a normalisation has no bias: beta is its bias. */
const conv = (filters: number, useBias: boolean) =>
  ({ filters, kernelSize: 4, strides: 2, padding: 'same', useBias, kernelInitializer: init() }) as const;
const apply = (x: tf.SymbolicTensor, layers: tf.layers.Layer[]): tf.SymbolicTensor =>
  layers.reduce((h, layer) => layer.apply(h) as tf.SymbolicTensor, x);

/** [B, s, s, ..] -> [B, s/2, s/2, filters]; the first has no normalisation */
const down = (h: tf.SymbolicTensor, filters: number, first: boolean) =>
  apply(h, [
    tf.layers.conv2d(conv(filters, first)),
    ...(first ? [] : [instanceNormalization()]),
    tf.layers.leakyReLU({ alpha: 0.2 }),
  ]);

/** [B, s, s, ..] -> [B, 2s, 2s, filters] */
const up = (h: tf.SymbolicTensor, filters: number, dropout: number) =>
  apply(h, [
    tf.layers.conv2dTranspose(conv(filters, false)),
    instanceNormalization(),
    ...(dropout > 0 ? [tf.layers.dropout({ rate: dropout })] : []),
    tf.layers.reLU(),
  ]);

/**
 * x [B, size, size, channels] -> [B, size, size, channels] in [-1, 1]: halved and doubled again once for each width, and
 * at every resolution the encoder's features stand beside the decoder's, so that what lies where need not be squeezed
 * through the middle. Normalised for each image by itself, as pix2pix is at batch size 1.
 *
 * @throws RangeError when the size cannot be halved so often, and leave 2 pixels or more
 */
export function unet({ size, channels, widths, dropout }: UNetConfig, name: string): tf.LayersModel {
  checkUNet(size, widths);
  const x = tf.input({ shape: [size, size, channels] });
  const skips: tf.SymbolicTensor[] = [];
  let h = x;
  widths.forEach((width, level) => skips.push((h = down(h, width, level === 0))));
  skips.pop(); // the coarsest features are where the decoder begins
  for (let level = widths.length - 2; level >= 0; level--) {
    h = up(h, widths[level]!, level === widths.length - 2 ? dropout : 0);
    h = tf.layers.concatenate().apply([h, skips[level]!]) as tf.SymbolicTensor;
  }
  const y = apply(h, [tf.layers.conv2dTranspose(conv(channels, true)), tf.layers.activation({ activation: 'tanh' })]);
  return tf.model({ name, inputs: x, outputs: y });
}

function checkUNet(size: number, widths: readonly number[]): void {
  widths.forEach((width, level) => {
    checkCount(width, `unet: widths[${level}]`);
  });
  const coarsest = size / 2 ** widths.length;
  if (widths.length === 0 || !Number.isInteger(coarsest) || coarsest < 2) {
    throw new RangeError(
      `unet: a side of ${size} pixels, halved ${widths.length} times, is ${coarsest}: it must be a whole number, ` +
        '2 or more, after one halving at least. Take another size, or fewer widths.',
    );
  }
}
