import { tf } from '../../backend/tf';

/** What a layer takes, axis by axis: a size, or a name where any size will do; '...' is any number of axes. */
export type Sizes = readonly (number | string)[];

const shown = (sizes: readonly (number | string | null)[]) => `[${sizes.map((size) => size ?? 'B').join(', ')}]`;

function fits(shape: readonly (number | null)[], sizes: Sizes): boolean {
  const free = sizes.indexOf('...');
  if (free >= 0) {
    const [first, last] = [sizes.slice(0, free), sizes.slice(free + 1)];
    const enough = shape.length >= first.length + last.length;
    return enough && fits(shape.slice(0, first.length), first) && fits(shape.slice(shape.length - last.length), last);
  }
  return shape.length === sizes.length && sizes.every((size, i) => typeof size === 'string' || size === shape[i]);
}

/**
 * Checks the shape of what goes into a layer, when it is built and when the network is put together.
 *
 * @throws when it does not fit: names the layer, what it takes and what it got
 */
export function expectShape(layer: tf.layers.Layer, shape: tf.Shape, sizes: Sizes): void {
  if (fits(shape, sizes)) return;
  throw new Error(`The layer '${layer.name}' takes ${shown(sizes)}, but got ${shown(shape)}.`);
}

/**
 * The tensor among a layer's inputs, checked.
 *
 * @throws when its shape or type does not fit: names the layer, what it takes and what it got
 */
export function expectTensor(
  layer: tf.layers.Layer,
  inputs: tf.Tensor | tf.Tensor[],
  sizes: Sizes,
  { dtype = 'float32', place = 0, of = 1 }: { dtype?: 'float32' | 'int32'; place?: number; of?: number } = {},
): tf.Tensor {
  const list = Array.isArray(inputs) ? inputs : [inputs];
  if (list.length !== of) {
    throw new Error(
      `The layer '${layer.name}' takes ${of} ${of === 1 ? 'tensor' : 'tensors'}, but got ${list.length}.`,
    );
  }
  const x = list[place]!;
  if (x.dtype !== dtype || !fits(x.shape, sizes)) {
    const got = `but got ${shown(x.shape)} of type ${x.dtype}`;
    throw new Error(`The layer '${layer.name}' takes ${shown(sizes)} of type ${dtype}, ${got}.`);
  }
  return x;
}

/** @throws when a number that a layer is configured with is no whole number from `least` up */
export function expectWhole(layer: string, option: string, value: number, least = 1): void {
  if (!Number.isInteger(value) || value < least) {
    throw new RangeError(`${layer}: ${option} must be a whole number from ${least} up, but is ${value}.`);
  }
}
