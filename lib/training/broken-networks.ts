import { tf } from '../backend/tf';
import type { HasParts } from './checkpoint';
import { DivergedError } from './history';

/** Whether a weight of the network is NaN or infinite: 0 times it is not 0 then, but NaN. */
async function isBroken(network: tf.LayersModel): Promise<boolean> {
  const zero = tf.tidy(() => tf.addN([tf.scalar(0), ...network.weights.map((weight) => weight.read().mul(0).sum())]));
  const [value] = await zero.data();
  zero.dispose();
  return Number.isNaN(value);
}

/** The same error, which says too in which networks it arrived. */
export async function withNetworks(error: unknown, model: HasParts): Promise<unknown> {
  if (!(error instanceof DivergedError)) return error;
  const broken: string[] = [];
  for (const [name, part] of Object.entries(model.parts)) {
    if (part instanceof tf.LayersModel && (await isBroken(part))) broken.push(`'${name}'`);
  }
  if (broken.length > 0) error.message += ` By now weights of ${broken.join(' and ')} are not finite.`;
  else error.message += ' No network has weights that are not finite: the loss itself left its range.';
  return error;
}
