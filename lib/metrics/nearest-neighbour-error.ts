import { greatest, rollup } from 'd3-array';
import { checkLength } from '../math/check';
import { kNearest } from '../math/nearest';
import type { Rows } from './rows';

/** Points and the label of each. */
export interface LabelledRows {
  /** [N, d] */
  rows: Rows;
  /** [N] */
  labels: ArrayLike<number>;
}

/**
 * The share of points, in [0, 1], whose k nearest known points vote for another label than theirs; of labels with as
 * many votes the one whose voter is nearest wins. It says how well a plane of codes keeps classes apart.
 * @throws RangeError when there are not as many labels as points, dimensions differ, or fewer than k points are known
 */
export function nearestNeighbourError(known: LabelledRows, asked: LabelledRows, k = 5): number {
  checkLength(known.labels.length, known.rows.length, 'nearestNeighbourError: the labels of the known points');
  checkLength(asked.labels.length, asked.rows.length, 'nearestNeighbourError: the labels of the asked points');
  const { index } = kNearest(asked.rows, known.rows, k);
  const wrong = index.filter((neighbours, n) => {
    const votes = rollup(neighbours, (voters) => voters.length, (m) => known.labels[m]!); // prettier-ignore
    // a Map keeps the order of its first voters, and greatest the first of equals
    return greatest(votes, (a, b) => a[1] - b[1])![0] !== asked.labels[n];
  });
  return wrong.length / index.length;
}
