import * as tf from '@tensorflow/tfjs';
import { setKernel } from '../kernel';
import { view, zeros } from './heap';

type Info = tf.backend_util.Conv2DInfo;

/**
 * Calls visit(column, pixel, length) for every run of numbers that a window and the image share: a window's row u
 * covers `length` neighbouring numbers of the image (its pixels lie beside each other, channels innermost). `column`
 * is where the run begins in the matrix of windows [batch * outHeight * outWidth, filterHeight * filterWidth * inChannels],
 * `pixel` where it begins in the image.
 */
function eachRun(info: Info, visit: (column: number, pixel: number, length: number) => void): void {
  const { batchSize, outHeight, outWidth, inHeight, inWidth, inChannels, filterHeight, filterWidth } = info;
  const { strideHeight, strideWidth, padInfo } = info;
  let window = 0;
  for (let b = 0; b < batchSize; b++) {
    for (let i = 0; i < outHeight; i++) {
      for (let j = 0; j < outWidth; j++, window += filterHeight * filterWidth * inChannels) {
        const left = j * strideWidth - padInfo.left;
        const first = Math.max(0, -left);
        const length = Math.min(filterWidth, inWidth - left) - first;
        if (length <= 0) continue;
        for (let u = 0; u < filterHeight; u++) {
          const y = i * strideHeight - padInfo.top + u;
          if (y < 0 || y >= inHeight) continue;
          const pixel = ((b * inHeight + y) * inWidth + left + first) * inChannels;
          visit(window + (u * filterWidth + first) * inChannels, pixel, length * inChannels);
        }
      }
    }
  }
}

const windowSize = (info: Info) => info.filterHeight * info.filterWidth * info.inChannels;

/** From this length on, the typed array's own copy beats a loop. */
const LONG = 48;

/** The matrix of windows of x; what lies outside the image is zero. */
function im2col(x: tf.Tensor, info: Info): tf.Tensor2D {
  const columns = zeros([info.batchSize * info.outHeight * info.outWidth, windowSize(info)]);
  const to = view(columns);
  const from = view(x);
  eachRun(info, (column, pixel, length) => {
    if (length >= LONG) to.set(from.subarray(pixel, pixel + length), column);
    else for (let k = 0; k < length; k++) to[column + k] = from[pixel + k]!;
  });
  return columns as tf.Tensor2D;
}

/** The adjoint of im2col: every window adds to the pixels under it. */
function col2im(columns: tf.Tensor, info: Info): tf.Tensor {
  const image = zeros(info.inShape);
  const to = view(image);
  const from = view(columns);
  eachRun(info, (column, pixel, length) => {
    for (let k = 0; k < length; k++) to[pixel + k]! += from[column + k]!;
  });
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

/** dL/dfilter = columns(x)^T dy. */
function backpropFilter(x: tf.Tensor, dy: tf.Tensor, info: Info): tf.Tensor {
  // Written (dy^T columns)^T: dy and the filter are small beside the columns, which stay as they are.
  const dyT = tf.transpose(dy.reshape([-1, info.outChannels]));
  return tf.transpose(tf.matMul(dyT as tf.Tensor2D, im2col(x, info))).reshape(info.filterShape);
}

/** dL/dx: the windows' gradients dy filter^T, added up where windows overlap. Also the forward conv2dTranspose. */
function backpropInput(dy: tf.Tensor, filter: tf.Tensor, info: Info): tf.Tensor {
  const rows = dy.reshape<tf.Tensor2D>([-1, info.outChannels]);
  const weights = filter.reshape<tf.Tensor2D>([windowSize(info), info.outChannels]);
  return col2im(tf.matMul(rows, weights, false, true), info);
}

/**
 * Where the stride is longer than the filter, tfjs's own conv2d gives zeros for 'same': it then needs the padding as
 * numbers.
 */
function setForwardKernel(kernelName: 'Conv2D' | 'FusedConv2D'): void {
  setKernel<Conv & { dilations: number | [number, number] }>('wasm', kernelName, (inputs, attrs, shipped) => {
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
  setKernel<Conv & { filterShape: Shape4D }>('wasm', 'Conv2DBackpropFilter', ({ x, dy }, attrs) =>
    tf.tidy(() => backpropFilter(x!, dy!, convInfo(x!.shape as Shape4D, attrs.filterShape, attrs))),
  );
  setKernel<Conv & { inputShape: Shape4D }>('wasm', 'Conv2DBackpropInput', ({ dy, filter }, attrs) =>
    tf.tidy(() => backpropInput(dy!, filter!, convInfo(attrs.inputShape, filter!.shape as Shape4D, attrs))),
  );
}
