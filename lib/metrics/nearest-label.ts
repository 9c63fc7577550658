import type { tf } from '../backend/tf';
import { nearestNeighbours } from './nearest-neighbours';

/** Examples x [N, ...] and the label of each. */
export interface Labelled {
  x: tf.Tensor;
  /** N class numbers */
  labels: ArrayLike<number>;
}

/**
 * The error of the nearest-neighbour classifier, which gives each query the label of the nearest reference (Euclidean
 * distance, of pixels when images are given). With a conditional generator's samples as references and real images as
 * queries it says how well the samples stand in for labelled data (Radford et al. 2016, arXiv:1511.06434, appendix
 * 8.1): samples of the wrong class make errors, and so do images that no sample resembles.
 *
 * @returns the share of queries that get another label than their own, in [0, 1]
 * @throws RangeError when the shapes differ behind the first axis, a set is empty, or there is not one label an example
 */
export async function nearestLabelError(queries: Labelled, references: Labelled): Promise<number> {
  for (const [name, { x, labels }] of Object.entries({ queries, references })) {
    if (x.shape[0] !== labels.length) {
      throw new RangeError(`nearestLabelError: ${labels.length} labels for ${x.shape[0]} ${name}; give one for each.`);
    }
  }
  const { index } = await nearestNeighbours(queries.x, references.x);
  const wrong = index.filter((nearest, i) => references.labels[nearest] !== queries.labels[i]);
  return wrong.length / index.length;
}
