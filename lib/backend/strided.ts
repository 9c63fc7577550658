import * as tf from '@tensorflow/tfjs';

type Masks = Record<'beginMask' | 'endMask' | 'ellipsisMask' | 'newAxisMask' | 'shrinkAxisMask', number>;
/** The attributes of the StridedSlice kernel, x[begin:end:stride, ...] in NumPy's notation. */
export type StridedSlice = Masks & Record<'begin' | 'end' | 'strides', number[]>;

/** What a strided slice takes along each axis of x, with all masks worked in, and the shape of the result. */
export function resolveSlice(x: tf.Tensor, a: StridedSlice) {
  const { begin, end, strides, finalShape } = tf.slice_util.sliceInfo(
    x.shape,
    a.begin,
    a.end,
    a.strides,
    a.beginMask,
    a.endMask,
    a.ellipsisMask,
    a.newAxisMask,
    a.shrinkAxisMask,
  );
  const taken = begin.map((b, axis) => Math.max(0, Math.ceil((end[axis]! - b) / strides[axis]!)));
  return { begin, end, strides, taken, finalShape };
}
