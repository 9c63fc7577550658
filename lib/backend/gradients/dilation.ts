import * as tf from '@tensorflow/tfjs';

type Pair = [number, number];

export interface Dilation {
  strides: Pair;
  pad: 'valid' | 'same';
  dilations: Pair;
}

/** Greyscale dilation, written with other ops: the largest of x + filter in each window. x [B, H, W, C], filter [h, w, C] */
export function dilation([x, filter]: tf.Tensor[], { strides, pad, dilations }: Dilation): tf.Tensor {
  const info = tf.backend_util.computeDilation2DInfo(
    x!.shape as [number, number, number, number],
    filter!.shape as [number, number, number],
    strides,
    pad,
    'NHWC',
    dilations,
  );
  const { top, bottom, left, right } = info.padInfo;
  const padded = tf.pad(x!, [[0, 0], [top, bottom], [left, right], [0, 0]], -Infinity); // prettier-ignore
  const [b, , , c] = padded.shape as [number, number, number, number];
  const taps: tf.Tensor[] = [];
  for (let i = 0; i < info.filterHeight; i++) {
    for (let j = 0; j < info.filterWidth; j++) {
      const [y, x] = [i * info.dilationHeight, j * info.dilationWidth];
      const [height, width] = [
        (info.outHeight - 1) * info.strideHeight + 1,
        (info.outWidth - 1) * info.strideWidth + 1,
      ];
      const seen = tf.stridedSlice(padded, [0, y, x, 0], [b, y + height, x + width, c], [1, info.strideHeight, info.strideWidth, 1]); // prettier-ignore
      taps.push(seen.add(filter!.slice([i, j, 0], [1, 1, c])));
    }
  }
  return tf.stack(taps).max(0);
}
