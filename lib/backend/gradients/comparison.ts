import * as tf from '@tensorflow/tfjs';
import { none, repair, unbroadcast, type Repair } from './repair';

const absent = 'has no gradient, so where(x > 0, ...), leakyRelu, max or clip of x throw on the second derivative';

/** Comparisons and logic are constant almost everywhere. */
const constants: Repair[] = [
  ...['Greater', 'GreaterEqual', 'Less', 'LessEqual', 'Equal', 'NotEqual', 'LogicalAnd', 'LogicalOr'].map((kernel) =>
    repair(kernel, absent, ['a', 'b'], (_dy, [a, b]) => ({ a: none(a!), b: none(b!) })),
  ),
  repair('LogicalNot', absent, ['x'], (_dy, [x]) => ({ x: none(x!) })),
];

/** d max(x) / dx: dy where x is the extremum; among equals it is shared, so that the weights still sum to one. */
function extremum(dy: tf.Tensor, x: tf.Tensor, y: tf.Tensor, axis: number | number[]): tf.Tensor {
  const axes = tf.util.parseAxisParam(axis, x.shape);
  const keepDims = tf.backend_util.expandShapeToKeepDim(
    tf.backend_util.computeOutAndReduceShapes(x.shape, axes)[0],
    axes,
  );
  const isExtremum = tf.cast(tf.equal(x, y.reshape(keepDims)), 'float32');
  return isExtremum.mul(dy.reshape(keepDims).div(isExtremum.sum(axes, true)));
}

const tied = 'gives every one of several equal extrema the whole gradient: max(x, x) came out with slope 2';

const extrema: Repair[] = [
  repair<{ reductionIndices: number | number[] }>(
    'Max',
    tied,
    ['x'],
    (dy, [x, y], { reductionIndices }) => ({ x: () => extremum(dy, x!, y!, reductionIndices) }),
    [true],
  ),
  repair<{ axis: number | number[] }>(
    'Min',
    tied,
    ['x'],
    (dy, [x, y], { axis }) => ({ x: () => extremum(dy, x!, y!, axis) }),
    [true],
  ),
];

/** max(a, b) and min(a, b) give the gradient to the winner; a draw gives it to a. */
const pairs: Repair[] = (
  [
    ['Maximum', tf.greaterEqual],
    ['Minimum', tf.lessEqual],
  ] as const
).map(([kernel, wins]) =>
  repair(kernel, 'throws where an input was broadcast', ['a', 'b'], (dy, [a, b]) => {
    const won = () => tf.cast(wins(a!, b!), 'float32');
    return { a: () => unbroadcast(dy.mul(won()), a!), b: () => unbroadcast(dy.mul(tf.sub(1, won())), b!) };
  }),
);

const squaredDifference = repair(
  'SquaredDifference',
  'throws where an input was broadcast',
  ['a', 'b'],
  (dy, [a, b]) => {
    const slope = () => dy.mul(tf.sub(a!, b!)).mul(2);
    return { a: () => unbroadcast(slope(), a!), b: () => unbroadcast(slope().neg(), b!) };
  },
);

const abs = repair(
  'Abs',
  'has slope -1 at 0, where both sides balance: an L1 loss moved pixels that were right',
  ['x'],
  (dy, [x]) => ({ x: () => dy.mul(tf.sign(x!)) }),
);

const floorDiv = repair('FloorDiv', 'has the slope of a / b, silently, and is constant', ['a', 'b'], (_dy, [a, b]) => ({
  a: none(a!),
  b: none(b!),
}));

/** Comparing: comparisons, extrema, differences. */
export const comparison: Repair[] = [...constants, ...extrema, ...pairs, squaredDifference, abs, floorDiv];
