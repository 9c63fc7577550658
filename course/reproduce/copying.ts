import { CycleGAN, type Dataset, type ImagePair } from 'saddlepoint';
import type { Context } from './row';
import { silent } from './silent';
import { train } from './train';

export interface Copying {
  readonly name: string;
  readonly epochs: number;
  readonly batchSize: number;
  readonly seed: number;
}

/**
 * Makes copiers of both translators: they learn CycleGAN's identity loss, G(y) = y and F(x) = x, and play no game. A
 * game and its cycle cannot tell a translation from one with its colours turned around, if it turns them back on the way
 * home; which one is found hangs on where the translators begin.
 * @returns seconds
 */
export async function learnToCopy(
  context: Context,
  model: CycleGAN,
  data: Dataset<ImagePair>,
  { name, epochs, batchSize, seed }: Copying,
): Promise<number> {
  const copier = new CycleGAN({ ...model.config, lambda: 0, identity: 1, distance: 'L1', pool: 0, clip: 0 }, silent);
  const { seconds } = await train(copier, data, {
    epochs,
    batchSize,
    seed,
    checkpoint: context.checkpoint(`${name} ${seed} copying`),
    report: context.report(`${name}, seed ${seed}, copying`),
  });
  model.G.setWeights(copier.G.getWeights());
  model.F.setWeights(copier.F.getWeights());
  copier.dispose();
  return seconds;
}
