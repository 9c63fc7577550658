import * as tf from '@tensorflow/tfjs';
import { setKernel } from './kernel';
import { view, zeros } from './heap';

type Info = tf.backend_util.Conv2DInfo;

/**
 * The adjoint of taking all windows of an image: every window [filterHeight, filterWidth, inChannels], one row of
 * `windows`, adds to the pixels under it. Neighbouring pixels, channels innermost, lie beside each other, so that a
 * row of a window is one run of numbers.
 */
function addWindows(windows: tf.Tensor, info: Info): tf.Tensor {
  const { outHeight, outWidth, inHeight, inWidth, inChannels, filterHeight, filterWidth, padInfo } = info;
  const image = zeros(info.inShape);
  const [to, from] = [view(image), view(windows)];
  let run = 0;
  for (let b = 0; b < info.batchSize; b++) {
    for (let i = 0; i < outHeight; i++) {
      for (let j = 0; j < outWidth; j++) {
        const left = j * info.strideWidth - padInfo.left;
        const first = Math.max(0, -left) * inChannels;
        const last = Math.min(filterWidth, inWidth - left) * inChannels;
        for (let u = 0; u < filterHeight; u++, run += filterWidth * inChannels) {
          const y = i * info.strideHeight - padInfo.top + u;
          if (y < 0 || y >= inHeight) continue;
          const pixel = ((b * inHeight + y) * inWidth + left) * inChannels;
          for (let k = first; k < last; k++) to[pixel + k]! += from[run + k]!;
        }
      }
    }
  }
  return image;
}

interface Conv {
  strides: number | [number, number];
  pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
  dataFormat: 'NHWC' | 'NCHW';
}
type Shape4D = [number, number, number, number];

function convInfo(x: Shape4D, filter: Shape4D, { strides, pad, dimRoundingMode, dataFormat }: Conv): Info {
  if (dataFormat !== 'NHWC') throw new Error(`The wasm engine trains convolutions in NHWC only, not in ${dataFormat}.`);
  return tf.backend_util.computeConv2DInfo(x, filter, strides, 1, pad, dimRoundingMode, false, 'channelsLast');
}

/** The padding after the image that makes a dilated filter of `taps` fit `size` times. */
const after = (size: number, taps: number, dilation: number, length: number, before: number) =>
  size + (taps - 1) * dilation - length - before;

/**
 * dL/dfilter[u, v, c, o] = sum over n, i, j of x[n, i s + u - top, j s + v - left, c] dy[n, i, j, o]: a convolution
 * itself, of the images c with channels n, by the filters dy whose taps lie s apart.
 */
function backpropFilter(x: tf.Tensor, dy: tf.Tensor, info: Info): tf.Tensor {
  const { filterHeight, filterWidth, outHeight, outWidth, inHeight, inWidth, strideHeight, strideWidth } = info;
  const { top, left } = info.padInfo;
  const bottom = after(filterHeight, outHeight, strideHeight, inHeight, top);
  const right = after(filterWidth, outWidth, strideWidth, inWidth, left);
  // Rows and columns that no window reaches are cut off.
  const reached = tf.slice(x, [0, 0, 0, 0], [-1, inHeight + Math.min(0, bottom), inWidth + Math.min(0, right), -1]);
  const images = tf.transpose(reached, [3, 1, 2, 0]) as tf.Tensor4D;
  const filters = tf.transpose(dy, [1, 2, 0, 3]) as tf.Tensor4D;
  const pad: tf.backend_util.ExplicitPadding = [[0, 0], [top, Math.max(0, bottom)], [left, Math.max(0, right)], [0, 0]]; // prettier-ignore
  const gradient = tf.conv2d(images, filters, 1, pad, 'NHWC', [strideHeight, strideWidth]);
  return tf.transpose(gradient, [1, 2, 0, 3]);
}

/** dL/dx: the windows' gradients dy filter^T, added up where windows overlap. Also the forward conv2dTranspose. */
function backpropInput(dy: tf.Tensor, filter: tf.Tensor, info: Info): tf.Tensor {
  const rows = dy.reshape<tf.Tensor2D>([-1, info.outChannels]);
  const weights = filter.reshape<tf.Tensor2D>([-1, info.outChannels]);
  return addWindows(tf.matMul(rows, weights, false, true), info);
}

/**
 * Where the stride is longer than the filter, tfjs's own conv2d gives zeros for 'same': it then needs the padding as
 * numbers.
 */
function setForwardKernel(kernelName: 'Conv2D' | 'FusedConv2D'): void {
  setKernel<Conv & { dilations: number | [number, number] }>(['wasm'], kernelName, (inputs, attrs, shipped) => {
    const [x, filter] = [inputs['x']!.shape as Shape4D, inputs['filter']!.shape as Shape4D];
    const { padInfo, strideHeight, strideWidth } = convInfo(x, filter, attrs);
    const overstep = strideHeight > filter[0] || strideWidth > filter[1];
    if (attrs.pad !== 'same' || !overstep) return shipped(inputs, attrs);
    const { top, bottom, left, right } = padInfo;
    return shipped(inputs, { ...attrs, pad: [[0, 0], [top, bottom], [left, right], [0, 0]] }); // prettier-ignore
  });
}

/** The gradients of conv2d: tfjs has none for the filter, and a plain loop, ten times slower, for the input. */
export function setConvKernels(): void {
  setForwardKernel('Conv2D');
  setForwardKernel('FusedConv2D');
  setKernel<Conv & { filterShape: Shape4D }>(['wasm'], 'Conv2DBackpropFilter', ({ x, dy }, attrs) =>
    tf.tidy(() => backpropFilter(x!, dy!, convInfo(x!.shape as Shape4D, attrs.filterShape, attrs))),
  );
  setKernel<Conv & { inputShape: Shape4D }>(['wasm'], 'Conv2DBackpropInput', ({ dy, filter }, attrs) =>
    tf.tidy(() => backpropInput(dy!, filter!, convInfo(attrs.inputShape, filter!.shape as Shape4D, attrs))),
  );
}
