import { tf } from '../backend/tf';

/**
 * The network's output on a batch.
 *
 * @param x [B, ...] with the network's input shape behind the batch axis; a list for a network of several inputs
 * @param training true: batch normalisation uses the batch's own moments (and moves its running averages), dropout
 *   drops; false: running averages, no dropout
 * @throws when x has another shape than the network takes
 */
export function forward(
  net: tf.LayersModel,
  x: tf.Tensor | readonly tf.Tensor[],
  { training }: { training: boolean },
): tf.Tensor {
  const given = x instanceof tf.Tensor ? [x] : [...x];
  checkShapes(net, given);
  const y = net.apply(given, { training });
  if (!(y instanceof tf.Tensor)) {
    throw new Error(`The network '${net.name}' must have one output for forward(), but it has ${net.outputs.length}.`);
  }
  return y;
}

/**
 * The network's outputs on several batches, computed as one batch: the same numbers from half as many, larger products,
 * if the network treats every example by itself. Batch normalisation in training does not.
 *
 * @param batches [B_i, ...] each, for a network of one input
 * @throws as forward
 */
export function forwardTogether(
  net: tf.LayersModel,
  batches: readonly tf.Tensor[],
  mode: { training: boolean },
): tf.Tensor[] {
  for (const batch of batches) checkShapes(net, [batch]);
  if (batches.length === 1) return [forward(net, batches[0]!, mode)]; // tfjs has no gradient of a split into one
  const sizes = batches.map((batch) => batch.shape[0]);
  return tf.split(forward(net, tf.concat([...batches]), mode), sizes);
}

function checkShapes(net: tf.LayersModel, given: readonly tf.Tensor[]): void {
  const expected = net.inputs.map((input) => input.shape);
  if (given.length !== expected.length || !expected.every((shape, i) => fits(given[i]!, shape))) {
    const [takes, got] = [expected, given.map((input) => input.shape)].map((shapes) => shapes.map(show).join(' and '));
    throw new Error(`The network '${net.name}' takes ${takes!} (B: batch size), but got ${got!}.`);
  }
}

const fits = (x: tf.Tensor, shape: tf.Shape) =>
  shape.length === x.rank && shape.every((size, axis) => size === null || size === x.shape[axis]);

const show = (shape: readonly (number | null)[]) =>
  `[${shape.map((size, axis) => size ?? (axis === 0 ? 'B' : 'any')).join(', ')}]`;
