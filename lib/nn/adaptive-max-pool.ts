import { tf } from '../backend/tf';
import { checkCount } from '../math/check';

/**
 * The largest value in each cell of a side x side grid laid over feature maps of any size: row i of the grid looks at
 * rows floor(i H / side) to ceil((i + 1) H / side) - 1, and columns likewise. Where `side` does not divide H the windows
 * overlap by a row.
 * @param x [B, H, W, C]
 * @returns [B, side, side, C]
 * @throws RangeError when side is no whole number from 1 up, or larger than the maps
 */
export function adaptiveMaxPool(x: tf.Tensor4D, side: number): tf.Tensor4D {
  checkCount(side, 'adaptiveMaxPool: side');
  const [, height, width] = x.shape;
  if (side > Math.min(height, width))
    throw new RangeError(`adaptiveMaxPool: a grid of side ${side} does not fit on maps of ${height} x ${width}.`);
  return tf.tidy(() => pooledAlong(pooledAlong(x, 1, side), 2, side));
}

function pooledAlong(x: tf.Tensor4D, axis: 1 | 2, side: number): tf.Tensor4D {
  const length = x.shape[axis];
  const cells = Array.from({ length: side }, (_, i) => {
    const [start, end] = [Math.floor((i * length) / side), Math.ceil(((i + 1) * length) / side)];
    const at = (inside: number, outside: number) => [0, 1, 2, 3].map((a) => (a === axis ? inside : outside));
    return x.slice(at(start, 0), at(end - start, -1)).max(axis, true);
  });
  return tf.concat(cells, axis) as tf.Tensor4D;
}
