import * as tf from '@tensorflow/tfjs';
import { resolveSlice, type StridedSlice } from '../strided';
import { none, repair, type Repair } from './repair';

/** Rows begin .. begin + size of x along one axis. */
function rows(x: tf.Tensor, axis: number, begin: number, size: number): tf.Tensor {
  const from = x.shape.map((_, i) => (i === axis ? begin : 0));
  return tf.slice(
    x,
    from,
    x.shape.map((n, i) => (i === axis ? size : n)),
  );
}

/** x with zero rows before and after along one axis. */
function zeroPad(x: tf.Tensor, axis: number, before: number, after: number): tf.Tensor {
  return tf.pad(
    x,
    x.shape.map((_, i) => (i === axis ? [before, after] : [0, 0])),
  );
}

/** The adjoint of mirror padding along one axis: what went into the margins comes back, turned round. */
function unmirror(dy: tf.Tensor, axis: number, [before, after]: [number, number], offset: number): tf.Tensor {
  const n = dy.shape[axis]! - before - after;
  let dx = rows(dy, axis, before, n);
  if (before > 0) {
    const margin = tf.reverse(rows(dy, axis, 0, before), axis);
    dx = dx.add(zeroPad(margin, axis, offset, n - before - offset));
  }
  if (after > 0) {
    const margin = tf.reverse(rows(dy, axis, before + n, after), axis);
    dx = dx.add(zeroPad(margin, axis, n - after - offset, offset));
  }
  return dx;
}

const mirrorPad = repair<{ paddings: [number, number][]; mode: 'reflect' | 'symmetric' }>(
  'MirrorPad',
  'cuts the margins off instead of folding them back: a wrong first derivative, silently',
  [],
  (dy, _saved, { paddings, mode }) => ({
    x: () => paddings.reduce((d, pad, axis) => unmirror(d, axis, pad, mode === 'reflect' ? 1 : 0), dy),
  }),
);

const depthToSpace = repair<{ blockSize: number; dataFormat: 'NHWC' | 'NCHW' }>(
  'DepthToSpace',
  'has no gradient',
  ['x'],
  (dy, [x], { blockSize: s, dataFormat }) => ({
    x: () => {
      if (dataFormat === 'NCHW') {
        const [b, c, h, w] = dy.shape as [number, number, number, number];
        return tf.transpose(dy.reshape([b, c, h / s, s, w / s, s]), [0, 3, 5, 1, 2, 4]).reshape(x!.shape);
      }
      const [b, h, w, c] = dy.shape as [number, number, number, number];
      return tf.transpose(dy.reshape([b, h / s, s, w / s, s, c]), [0, 1, 3, 2, 4, 5]).reshape(x!.shape);
    },
  }),
);

/** The adjoint of x[begin::stride] along one axis of length n: the taken rows go back to their places among zeros. */
function unstride(dy: tf.Tensor, axis: number, begin: number, stride: number, n: number): tf.Tensor {
  const taken = dy.shape[axis]!;
  const step = Math.abs(stride);
  const first = Math.min(begin, begin + stride * (taken - 1));
  const ascending = stride > 0 ? dy : tf.reverse(dy, axis);
  const apart = zeroPad(tf.expandDims(ascending, axis + 1), axis + 1, 0, step - 1);
  const spread = apart.reshape(dy.shape.map((size, i) => (i === axis ? taken * step : size)));
  const length = (taken - 1) * step + 1;
  return zeroPad(rows(spread, axis, 0, length), axis, first, n - first - length);
}

const stridedSlice = repair<StridedSlice>('StridedSlice', 'has no gradient', ['x'], (dy, [x], attrs) => ({
  x: () => {
    if (dy.size === 0) return tf.zeros(x!.shape);
    const { begin, strides, taken } = resolveSlice(x!, attrs);
    const unslice = (d: tf.Tensor, n: number, axis: number) => unstride(d, axis, begin[axis]!, strides[axis]!, n);
    return x!.shape.reduce(unslice, dy.reshape(taken));
  },
}));

const flipLeftRight = repair('FlipLeftRight', 'has no gradient', [], (dy) => ({ image: () => tf.reverse(dy, 2) }));

/** x[indices] and its adjoint, which adds up what was taken more than once. */
const gatherNd: Repair[] = [
  repair('GatherNd', 'has no gradient', ['params', 'indices'], (dy, [params, indices]) => ({
    params: () => tf.scatterND(indices!, dy, params!.shape),
    indices: none(indices!),
  })),
  repair('ScatterNd', 'has no gradient', ['indices'], (dy, [indices]) => ({
    updates: () => tf.gatherND(dy, indices!),
    indices: none(indices!),
  })),
];

/** tfjs's own gradients of gather and its adjoint, with zeros for the indices in place of integers or nothing. */
const byIndex: Repair[] = (
  [
    ['GatherV2', 'indices', 1],
    ['UnsortedSegmentSum', 'segmentIds', 0],
  ] as const
).map(([kernel, indices, place]) => {
  const shipped = tf.getGradient(kernel);
  return {
    ...shipped,
    why: 'throws when the indices depend on x, as in gather(codes, argMin(distance(x)))',
    gradFunc: (dy, saved, attrs) => ({ ...shipped.gradFunc(dy, saved, attrs), [indices]: none(saved[place]!) }),
  };
});

/** Moving values about. */
export const layout: Repair[] = [mirrorPad, depthToSpace, stridedSlice, flipLeftRight, ...gatherNd, ...byIndex];
