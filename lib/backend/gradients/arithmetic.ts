import * as tf from '@tensorflow/tfjs';
import { repair, unbroadcast, type Repair } from './repair';
import { recording } from './tape';

/*
 * The ops that every loss is made of. tfjs's gradients of them are right, but multiply by ones that JavaScript writes out
 * and uploads, cast what is float32 already, and reshape what has its shape.
 */
const slow = 'costs several kernels where one does';

const asFloat = (x: tf.Tensor) => (x.dtype === 'float32' ? x : tf.cast(x, 'float32'));

const pairs: Repair[] = [
  repair('Add', slow, ['a', 'b'], (dy, [a, b]) => ({ a: () => unbroadcast(dy, a!), b: () => unbroadcast(dy, b!) })),
  repair('Sub', slow, ['a', 'b'], (dy, [a, b]) => ({
    a: () => unbroadcast(dy, a!),
    b: () => unbroadcast(dy, b!).neg(),
  })),
  repair('Multiply', slow, ['a', 'b'], (dy, [a, b]) => ({
    a: () => unbroadcast(dy.mul(asFloat(b!)), a!),
    b: () => unbroadcast(dy.mul(asFloat(a!)), b!),
  })),
];

/** What was summed over some axes gets the sum's gradient in every place. */
function spread(dy: tf.Tensor, x: tf.Tensor, axes: number[]): tf.Tensor {
  const [kept] = tf.backend_util.computeOutAndReduceShapes(x.shape, axes);
  const narrow = dy.reshape(tf.backend_util.expandShapeToKeepDim(kept, axes));
  // broadcastTo stumbles over nothing, its own gradient slices copy after copy out, and webgpu tiles five axes on the CPU.
  const plain = recording() || x.size === 0 || x.rank > 4;
  return plain ? narrow.mul(tf.fill(x.shape, 1)) : tf.broadcastTo(narrow, x.shape);
}

const sums: Repair[] = [
  repair<{ axis: number | number[] }>('Sum', slow, ['x'], (dy, [x], { axis }) => ({
    x: () => spread(dy, x!, tf.util.parseAxisParam(axis, x!.shape)),
  })),
  repair<{ axis: number | number[] }>('Mean', slow, ['x'], (dy, [x], { axis }) => ({
    x: () => spread(dy.mul(dy.size / x!.size), x!, tf.util.parseAxisParam(axis, x!.shape)),
  })),
];

export const arithmetic: Repair[] = [...pairs, ...sums];
