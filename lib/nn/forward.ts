import { tf } from '../backend/tf';

/**
 * The network's output on a batch.
 *
 * @param x [B, ...] with the network's input shape behind the batch axis
 * @param training true: batch normalisation uses the batch's own moments (and moves its running averages), dropout
 *   drops; false: running averages, no dropout
 * @throws when x has another shape than the network takes
 */
export function forward(net: tf.LayersModel, x: tf.Tensor, { training }: { training: boolean }): tf.Tensor {
  const expected = net.inputs.map((input) => input.shape);
  const fits =
    expected.length === 1 &&
    expected[0]!.length === x.rank &&
    expected[0]!.every((size, axis) => size === null || size === x.shape[axis]);
  if (!fits) {
    const shapes = expected.map(show).join(' and ');
    throw new Error(`The network '${net.name}' takes ${shapes} (B: batch size), but got ${show(x.shape)}.`);
  }
  const y = net.apply(x, { training });
  if (!(y instanceof tf.Tensor)) {
    throw new Error(`The network '${net.name}' must have one output for forward(), but it has ${net.outputs.length}.`);
  }
  return y;
}

const show = (shape: readonly (number | null)[]) =>
  `[${shape.map((size, axis) => size ?? (axis === 0 ? 'B' : 'any')).join(', ')}]`;
