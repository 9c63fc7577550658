import { tf } from '../backend/tf';
import { nearestNeighbours, type Neighbours } from './nearest-neighbours';

export interface Memorisation extends Neighbours {
  /** samples nearer to a training example than this count as copies */
  threshold: number;
  /** 1 where a sample counts as a copy [N] */
  copies: Uint8Array;
  /** share of the samples that count as copies, in [0, 1] */
  share: number;
}

/**
 * Does a generator copy its training data? A sample counts as a copy when it lies nearer to a training example than
 * all but `quantile` of the training examples lie to one another. A generator that draws from the data's own
 * distribution has about `quantile` of them.
 * @param samples [N, ...]
 * @param train [M, ...] the training data
 * @param options.quantile 0.01, the first percentile, unless said otherwise
 * @param options.probes how many training examples, the first of `train`, are held against all the others to find
 *   the threshold; 1,000 unless said otherwise
 * @throws RangeError when shapes differ, or `train` has no more examples than `probes`
 */
export async function memorisation(
  samples: tf.Tensor,
  train: tf.Tensor,
  { quantile = 0.01, probes = 1000 }: { quantile?: number; probes?: number } = {},
): Promise<Memorisation> {
  const size = train.shape[0];
  if (size <= probes) {
    throw new RangeError(
      `memorisation: ${size} training examples, but ${probes} probes; give more examples or fewer probes.`,
    );
  }
  const [some, others] = tf.split(train, [probes, size - probes]) as [tf.Tensor, tf.Tensor];
  const among = await nearestNeighbours(some, others);
  tf.dispose([some, others]);
  const threshold = among.distance.sort()[Math.floor(quantile * probes)]!;
  const neighbours = await nearestNeighbours(samples, train);
  const copies = Uint8Array.from(neighbours.distance, (distance) => (distance < threshold ? 1 : 0));
  const share = copies.reduce((sum, copy) => sum + copy, 0) / copies.length;
  return { ...neighbours, threshold, copies, share };
}
