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
  const expected = net.inputs.map((input) => input.shape);
  if (given.length !== expected.length || !expected.every((shape, i) => fits(given[i]!, shape))) {
    const [takes, got] = [expected, given.map((input) => input.shape)].map((shapes) => shapes.map(show).join(' and '));
    throw new Error(`The network '${net.name}' takes ${takes!} (B: batch size), but got ${got!}.`);
  }
  const y = net.apply(given, { training });
  if (!(y instanceof tf.Tensor)) {
    throw new Error(`The network '${net.name}' must have one output for forward(), but it has ${net.outputs.length}.`);
  }
  return y;
}

const fits = (x: tf.Tensor, shape: tf.Shape) =>
  shape.length === x.rank && shape.every((size, axis) => size === null || size === x.shape[axis]);

const show = (shape: readonly (number | null)[]) =>
  `[${shape.map((size, axis) => size ?? (axis === 0 ? 'B' : 'any')).join(', ')}]`;
