// Dumoulin and Visin 2016, "A guide to convolution arithmetic for deep learning", arXiv:1603.07285, chapter 2.
import type { tf } from '../backend/tf';

/** A convolution along one axis, as far as its reach is concerned. */
export interface ConvolutionWindow {
  readonly kernelSize: number;
  readonly stride: number;
}

/**
 * How many pixels along one axis one number behind a chain of convolutions depends on. A convolution of kernel k reaches
 * k - 1 steps further, and a step is as long as all strides before it make it: r = 1 + sum_l (k_l - 1) prod_(i<l) s_i.
 *
 * @param windows first to last
 */
export function receptiveField(windows: readonly ConvolutionWindow[]): number {
  let [reach, step] = [1, 1];
  for (const { kernelSize, stride } of windows) {
    reach += (kernelSize - 1) * step;
    step *= stride;
  }
  return reach;
}

/** The convolutions of a network that is a chain of layers, first to last, along the vertical axis. */
export const convolutionWindows = (net: tf.LayersModel): ConvolutionWindow[] =>
  net.layers.flatMap((layer) => {
    if (layer.getClassName() !== 'Conv2D') return [];
    const { kernelSize, strides } = layer.getConfig() as { kernelSize: number[]; strides: number[] };
    return [{ kernelSize: kernelSize[0]!, stride: strides[0]! }];
  });
