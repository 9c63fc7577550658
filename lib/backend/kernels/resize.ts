import * as tf from '@tensorflow/tfjs';
import { setKernel } from './kernel';
import { view, zeros } from './heap';

interface Resize {
  alignCorners: boolean;
  halfPixelCenters: boolean;
}

/** For every row of the output, the two rows of the input that it lies between and how far it is from the first. */
function neighbours(outSize: number, inSize: number, { alignCorners, halfPixelCenters }: Resize) {
  const scale = alignCorners && outSize > 1 ? (inSize - 1) / (outSize - 1) : inSize / outSize;
  return Array.from({ length: outSize }, (_, i) => {
    const source = Math.max(0, halfPixelCenters ? (i + 0.5) * scale - 0.5 : i * scale);
    const low = Math.min(Math.floor(source), inSize - 1);
    return { low, high: Math.min(low + 1, inSize - 1), part: source - low };
  });
}

/** The adjoint of bilinear interpolation: every output pixel adds to the four input pixels that it was mixed from. */
function resizeBilinearGrad(dy: tf.Tensor, images: tf.Tensor, attrs: Resize): tf.Tensor {
  const [batch, outHeight, outWidth, channels] = dy.shape as [number, number, number, number];
  const [, height, width] = images.shape as [number, number, number, number];
  const rows = neighbours(outHeight, height, attrs);
  const columns = neighbours(outWidth, width, attrs);
  const dx = zeros(images.shape);
  const [to, from] = [view(dx), view(dy)];
  let p = 0;
  for (let b = 0; b < batch; b++) {
    for (const row of rows) {
      const top = (b * height + row.low) * width;
      const bottom = (b * height + row.high) * width;
      for (const column of columns) {
        const corners: [pixel: number, weight: number][] = [
          [top + column.low, (1 - row.part) * (1 - column.part)],
          [top + column.high, (1 - row.part) * column.part],
          [bottom + column.low, row.part * (1 - column.part)],
          [bottom + column.high, row.part * column.part],
        ];
        for (const [pixel, weight] of corners) {
          for (let c = 0; c < channels; c++) to[pixel * channels + c]! += weight * from[p + c]!;
        }
        p += channels;
      }
    }
  }
  return dx;
}

/** For every row of the output, the row of the input that it repeats: what the forward kernel makes of 0, 1, 2 ... */
function repeated(outSize: number, inSize: number, attrs: Resize): Float32Array {
  return tf.tidy(() => {
    const images = tf.range(0, inSize).reshape([1, inSize, 1, 1]);
    const rows = tf
      .engine()
      .runKernel<tf.Tensor>('ResizeNearestNeighbor', { images }, { ...attrs, size: [outSize, 1] });
    return view(rows).slice();
  });
}

/** The adjoint of repeating pixels: every output pixel adds to the one that it repeats. */
function resizeNearestNeighborGrad(dy: tf.Tensor, images: tf.Tensor, attrs: Resize): tf.Tensor {
  const [batch, outHeight, outWidth, channels] = dy.shape as [number, number, number, number];
  const [, height, width] = images.shape as [number, number, number, number];
  const rows = repeated(outHeight, height, attrs);
  const columns = repeated(outWidth, width, attrs);
  const dx = zeros(images.shape);
  const [to, from] = [view(dx), view(dy)];
  let p = 0;
  for (let b = 0; b < batch; b++) {
    for (const row of rows) {
      for (const column of columns) {
        const pixel = ((b * height + row) * width + column) * channels;
        for (let c = 0; c < channels; c++) to[pixel + c]! += from[p + c]!;
        p += channels;
      }
    }
  }
  return dx;
}

/** tfjs's own gradients leave halfPixelCenters out of account; cpu's are wrong for batches, or have the wrong shape. */
export function setResizeKernels(): void {
  setKernel<Resize>(['wasm', 'cpu'], 'ResizeBilinearGrad', ({ dy, images }, attrs) =>
    resizeBilinearGrad(dy!, images!, attrs),
  );
  setKernel<Resize>(['wasm', 'cpu'], 'ResizeNearestNeighborGrad', ({ dy, images }, attrs) =>
    resizeNearestNeighborGrad(dy!, images!, attrs),
  );
}
