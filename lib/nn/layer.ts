import { tf } from '../backend/tf';

/** tfjs hands a layer its one input bare or in a list. */
export const inputOf = (inputs: tf.Tensor | tf.Tensor[]): tf.Tensor => (Array.isArray(inputs) ? inputs[0]! : inputs);

/** The shape of a layer's one input, which tfjs hands over bare or in a list. */
export const shapeOf = (shape: tf.Shape | tf.Shape[]): tf.Shape =>
  (Array.isArray(shape[0]) ? shape[0] : shape) as tf.Shape;
