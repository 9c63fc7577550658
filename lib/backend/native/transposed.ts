import * as tf from '@tensorflow/tfjs';
import { setKernel } from '../kernels/kernel';

interface BackpropInput {
  strides: number | [number, number];
  pad: 'valid' | 'same' | number;
  dataFormat: 'NHWC' | 'NCHW';
  inputShape: [number, number, number, number];
}

/**
 * Images of few channels: TensorFlow writes every tap's product into memory before it adds them up, 25 numbers a pixel
 * and channel for a 5x5 kernel, which there costs more than the products. Kernels of 4 to 6 taps reach three pixels of dy
 * along each axis.
 */
function hasPhases(filter: tf.Tensor, { strides, pad, dataFormat, inputShape }: BackpropInput): boolean {
  const [kh, kw, channels] = filter.shape as [number, number, number];
  const [, height, width] = inputShape;
  const isHalving = String(strides) === '2' || String(strides) === '2,2';
  const isReach3 = [kh, kw].every((k) => k >= 4 && k <= 6);
  const isEven = height % 2 === 0 && width % 2 === 0;
  return isHalving && pad === 'same' && dataFormat === 'NHWC' && isEven && isReach3 && channels <= 4;
}

/** Taps k -> [r, phase] with k = 2 r + phase + const, along both axes of [kh, kw, input, output]. */
function byPhase(filter: tf.Tensor): tf.Tensor4D {
  const [kh, kw, input, output] = filter.shape as [number, number, number, number];
  // "same" pads an even side by floor((k - 2) / 2) in front; with as many taps to 2 in front, phases start at even taps.
  const margins = [kh, kw].map((k): [number, number] => [2 - Math.floor((k - 2) / 2), 4 + Math.floor((k - 2) / 2) - k]);
  const padded = tf.pad(filter, [...margins, [0, 0], [0, 0]]);
  const taps = tf.reverse(padded.reshape([3, 2, 3, 2, input, output]), [0, 2]);
  return tf.transpose(taps, [0, 2, 5, 1, 3, 4]).reshape([3, 3, output, 4 * input]);
}

/**
 * The transposed convolution of stride 2 as a plain one (Shi et al. 2016, "Is the deconvolution layer the same as a
 * convolutional layer?", arXiv:1609.07009): the four pixels that a pixel of dy becomes are channels first, each with the
 * taps of its phase, and then spread out.
 */
const byPhases = (dy: tf.Tensor, filter: tf.Tensor): tf.Tensor =>
  tf.depthToSpace(tf.conv2d(dy as tf.Tensor4D, byPhase(filter), 1, 'same'), 2);

/** The gradient of a convolution with respect to the image, and so the transposed convolution. */
export function setTransposedConvolutionKernel(): void {
  setKernel<BackpropInput>(['tensorflow'], 'Conv2DBackpropInput', ({ dy, filter }, attrs, shipped) =>
    hasPhases(filter!, attrs) ? tf.tidy(() => byPhases(dy!, filter!)) : shipped({ dy: dy!, filter: filter! }, attrs),
  );
}
