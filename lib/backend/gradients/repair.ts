import * as tf from '@tensorflow/tfjs';
import { zeros } from './zeros';

/** One line of the table of repairs: what tfjs 4.22 does with the op, and the gradient that takes its place. */
export interface Repair extends tf.GradConfig {
  /** What goes wrong without the repair. */
  why: string;
}

/** The saved tensors that a config asked for, in its order. */
type Gradient<Attrs> = (dy: tf.Tensor, saved: tf.Tensor[], attrs: Attrs) => Record<string, () => tf.Tensor>;

/** A line of the table for a kernel with one output. */
export function repair<Attrs>(
  kernelName: string,
  why: string,
  inputsToSave: string[],
  gradient: Gradient<Attrs>,
  outputsToSave: boolean[] = [],
): Repair {
  const gradFunc: tf.GradFunc = (dy, saved, attrs) => gradient(dy as tf.Tensor, saved, attrs as Attrs);
  return { kernelName, why, inputsToSave, outputsToSave, gradFunc };
}

/** The gradient with respect to an input that the output does not move with: a float32 zero, whatever x's dtype. */
export const none = (x: tf.Tensor) => () => zeros(x.shape);

/** Sums a gradient over the axes along which x was broadcast. */
export function unbroadcast(dy: tf.Tensor, x: tf.Tensor): tf.Tensor {
  const axes = tf.broadcast_util.getReductionAxes(x.shape, dy.shape);
  return (axes.length > 0 ? dy.sum(axes) : dy).reshape(x.shape);
}

/** Runs a kernel by its name: for kernels that no public op reaches. */
export function run(kernelName: string, inputs: Record<string, tf.Tensor>, attrs: object = {}): tf.Tensor {
  return tf.engine().runKernel(kernelName, inputs, attrs as tf.NamedAttrMap);
}
