import * as tf from '@tensorflow/tfjs';
import { setKernel } from './kernel';
import { view, zeros } from './heap';

interface Pool {
  filterSize: number | [number, number];
  strides: number | [number, number];
  pad: 'valid' | 'same' | number;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}
type Shape4D = [number, number, number, number];
type Info = tf.backend_util.Conv2DInfo;

const poolInfo = (x: tf.Tensor, { filterSize, strides, pad, dimRoundingMode }: Pool): Info =>
  tf.backend_util.computePool2DInfo(x.shape as Shape4D, filterSize, strides, 1, pad, dimRoundingMode);

/** Calls visit(window, pixels): the offset of an output's channels, and those of the pixels that it was pooled from. */
function eachWindow(info: Info, visit: (window: number, pixels: number[]) => void): void {
  const { batchSize, outHeight, outWidth, inHeight, inWidth, inChannels: channels, padInfo } = info;
  let window = 0;
  for (let b = 0; b < batchSize; b++) {
    for (let i = 0; i < outHeight; i++) {
      const top = i * info.strideHeight - padInfo.top;
      for (let j = 0; j < outWidth; j++, window += channels) {
        const left = j * info.strideWidth - padInfo.left;
        const pixels: number[] = [];
        for (let y = Math.max(0, top); y < Math.min(inHeight, top + info.filterHeight); y++) {
          for (let x = Math.max(0, left); x < Math.min(inWidth, left + info.filterWidth); x++) {
            pixels.push(((b * inHeight + y) * inWidth + x) * channels);
          }
        }
        visit(window, pixels);
      }
    }
  }
}

/** Every pixel of a window gets an equal part; pixels in the padding do not count. */
function avgPoolGrad(dy: tf.Tensor, x: tf.Tensor, info: Info): tf.Tensor {
  const dx = zeros(x.shape);
  const [to, from] = [view(dx), view(dy)];
  eachWindow(info, (window, pixels) => {
    for (const pixel of pixels) {
      for (let c = 0; c < info.inChannels; c++) to[pixel + c]! += from[window + c]! / pixels.length;
    }
  });
  return dx;
}

/** Calls visit(output, input) for every output: where its maximum lies, the first one among equals. */
function eachMaximum(x: tf.Tensor, info: Info, visit: (output: number, input: number) => void): void {
  const values = view(x);
  eachWindow(info, (window, pixels) => {
    for (let c = 0; c < info.inChannels; c++) {
      let best = pixels[0]! + c;
      for (const pixel of pixels) if (values[pixel + c]! > values[best]!) best = pixel + c;
      visit(window + c, best);
    }
  });
}

/** The gradient goes to the maximum of each window. */
function maxPoolGrad(dy: tf.Tensor, x: tf.Tensor, info: Info): tf.Tensor {
  const dx = zeros(x.shape);
  const [to, from] = [view(dx), view(dy)];
  eachMaximum(x, info, (output, input) => (to[input]! += from[output]!));
  return dx;
}

/** The adjoint of maxPoolGrad: each window takes what lies where its maximum is. */
function maxPoolGradGrad(ddx: tf.Tensor, x: tf.Tensor, info: Info): tf.Tensor {
  const ddy = zeros(info.outShape);
  const [to, from] = [view(ddy), view(ddx)];
  eachMaximum(x, info, (output, input) => (to[output] = from[input]!));
  return ddy;
}

/** The gradients that tfjs ships are wrong where windows reach over the edge ('same'). */
export function setPoolKernels(): void {
  setKernel<Pool>(['wasm', 'cpu'], 'AvgPoolGrad', ({ dy, input }, attrs) =>
    avgPoolGrad(dy!, input!, poolInfo(input!, attrs)),
  );
  setKernel<Pool>(['wasm', 'cpu'], 'MaxPoolGrad', ({ dy, input }, attrs) =>
    maxPoolGrad(dy!, input!, poolInfo(input!, attrs)),
  );
  setKernel<Pool>(['wasm', 'cpu'], 'MaxPoolGradGrad', ({ ddx, input }, attrs) =>
    maxPoolGradGrad(ddx!, input!, poolInfo(input!, attrs)),
  );
}
