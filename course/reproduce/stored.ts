import { join } from 'node:path';
import { loadWeights, type tf } from 'saddlepoint';
import { ROOT } from '../execute/runner';
import type { Context } from './row';

/** A file of weights in the repository, and the row that trains and stores them. */
export interface Stored {
  readonly path: string;
  readonly row: string;
}

/**
 * The network with the weights that another row has stored; in a quick run it stays as it is, and has learnt nothing.
 * @throws Error when that row has not run
 */
export async function withStored<Net extends tf.LayersModel>(
  net: Net,
  { path, row }: Stored,
  { quick }: Context,
): Promise<Net> {
  if (quick) return net;
  await loadWeights(net, join(ROOT, path)).catch((error: unknown) => {
    throw new Error(`${(error as Error).message} npm run reproduce -- ${row} trains it.`);
  });
  return net;
}
