import { alias } from '../backend/gradients/tape';
import { tf } from '../backend/tf';

/**
 * The same numbers, through which no gradient flows, of any order: sg[x] of the papers. It costs nothing, and a loss
 * that depends on weights through nothing else is told so by descend().
 *
 * @param x of any shape and type
 */
export const stopGradient = <T extends tf.Tensor>(x: T): T => alias(x);

/** An op whose gradient we choose. */
const withGradient = <T extends tf.Tensor>(x: T, value: tf.Tensor, gradient: (dy: tf.Tensor) => tf.Tensor): T =>
  tf.customGrad(() => ({ value: value.clone(), gradFunc: gradient }))(x) as T;

/**
 * q in the forward pass, z in the backward pass: the gradient of what is computed from q goes to z unchanged, and q
 * gets none. The straight-through estimator (Bengio, Leonard, Courville 2013, arXiv:1308.3432, section 3.1).
 *
 * @param z what a gradient can reach, e.g. probabilities or codes of an encoder
 * @param q of z's shape: z after rounding, sampling or quantisation
 * @throws when the shapes differ
 */
export function straightThrough<T extends tf.Tensor>(z: T, q: tf.Tensor): T {
  if (z.shape.join() !== q.shape.join()) {
    throw new Error(`straightThrough takes two tensors of one shape, but got [${z.shape}] and [${q.shape}].`);
  }
  return withGradient(z, q, (dy) => dy.clone());
}

/**
 * x in the forward pass; in the backward pass the gradient times -lambda (Ganin, Lempitsky 2015, "Unsupervised domain
 * adaptation by backpropagation", arXiv:1409.7495, section 3.2).
 *
 * @param x of any shape
 * @param lambda how strongly what comes before works against what comes after; 0 lets no gradient through
 */
export const reverseGradient = <T extends tf.Tensor>(x: T, lambda = 1): T =>
  withGradient(x, x, (dy) => dy.mul(-lambda));
