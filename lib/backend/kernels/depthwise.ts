import * as tf from '@tensorflow/tfjs';
import { setKernel } from './kernel';
import { view, zeros } from './heap';

interface Depthwise {
  strides: number | [number, number];
  dilations: number | [number, number];
  pad: 'valid' | 'same' | number;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}
type Shape4D = [number, number, number, number];
type Info = tf.backend_util.Conv2DInfo;

const depthwiseInfo = (x: number[], filter: number[], { strides, dilations, pad, dimRoundingMode }: Depthwise): Info =>
  tf.backend_util.computeConv2DInfo(x as Shape4D, filter as Shape4D, strides, dilations, pad, dimRoundingMode, true);

/** Calls visit(x, y, w) for every product x[..., c] w[..., c, m] that y[..., c m] is a sum of: offsets of channels. */
function eachTap(info: Info, visit: (x: number, y: number, w: number) => void): void {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, filterHeight, filterWidth } =
    info;
  for (let b = 0; b < batchSize; b++) {
    for (let i = 0; i < outHeight; i++) {
      for (let j = 0; j < outWidth; j++) {
        const y = ((b * outHeight + i) * outWidth + j) * outChannels;
        for (let u = 0; u < filterHeight; u++) {
          const row = i * info.strideHeight - info.padInfo.top + u * info.dilationHeight;
          if (row < 0 || row >= inHeight) continue;
          for (let v = 0; v < filterWidth; v++) {
            const column = j * info.strideWidth - info.padInfo.left + v * info.dilationWidth;
            if (column < 0 || column >= inWidth) continue;
            visit(((b * inHeight + row) * inWidth + column) * inChannels, y, (u * filterWidth + v) * outChannels);
          }
        }
      }
    }
  }
}

function backpropFilter(x: tf.Tensor, dy: tf.Tensor, info: Info): tf.Tensor {
  const dw = zeros(info.filterShape);
  const [to, xs, dys] = [view(dw), view(x), view(dy)];
  const multiplier = info.outChannels / info.inChannels;
  eachTap(info, (x, y, w) => {
    for (let k = 0; k < info.outChannels; k++) to[w + k]! += xs[x + Math.floor(k / multiplier)]! * dys[y + k]!;
  });
  return dw;
}

function backpropInput(dy: tf.Tensor, filter: tf.Tensor, info: Info): tf.Tensor {
  const dx = zeros(info.inShape);
  const [to, dys, ws] = [view(dx), view(dy), view(filter)];
  const multiplier = info.outChannels / info.inChannels;
  eachTap(info, (x, y, w) => {
    for (let k = 0; k < info.outChannels; k++) to[x + Math.floor(k / multiplier)]! += ws[w + k]! * dys[y + k]!;
  });
  return dx;
}

/** The gradients of depthwiseConv2d, which tfjs lacks on wasm. */
export function setDepthwiseKernels(): void {
  setKernel<Depthwise & { filterShape: Shape4D }>(['wasm'], 'DepthwiseConv2dNativeBackpropFilter', ({ x, dy }, attrs) =>
    backpropFilter(x!, dy!, depthwiseInfo(x!.shape, attrs.filterShape, attrs)),
  );
  setKernel<Depthwise & { inputShape: Shape4D }>(
    ['wasm'],
    'DepthwiseConv2dNativeBackpropInput',
    ({ dy, filter }, attrs) => backpropInput(dy!, filter!, depthwiseInfo(attrs.inputShape, filter!.shape, attrs)),
  );
}
