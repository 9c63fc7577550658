import { assignedLabels, clusterLabelError, headLabels, majorityLabels } from './cluster-labels';
import { argMax, type Rows } from './rows';

/** How surely each point belongs to each cluster, and its true label. */
export interface Clustering {
  /** q(k | x), [N, K] */
  membership: Rows;
  /** [N] */
  labels: ArrayLike<number>;
}

export interface ClusteringErrors {
  /** each cluster stands for the commonest label among its known points */
  majority: number;
  /** each cluster stands for the label of the known point that belongs to it most surely: the rule of the AAE's paper */
  head: number;
  /** each cluster stands for a label of its own, by the best assignment; only where there are no more clusters than labels */
  assigned?: number;
}

/**
 * The share of points, in [0, 1], whose cluster stands for another label than theirs, by the three rules in use. The
 * numbers differ, and a paper's number means little without its rule: the more clusters, the lower the first two.
 * @param known what the rules may look at (training or validation data)
 * @param asked what is counted (test data)
 * @throws RangeError when there is no point or the numbers of points, labels and clusters do not fit together
 */
export function clusteringErrors(known: Clustering, asked: Clustering): ClusteringErrors {
  const [clusters, measured] = [known, asked].map(({ membership }) => membership.map(argMax)) as [number[], number[]];
  const errorOf = (labelOf: readonly number[]) => clusterLabelError(measured, asked.labels, labelOf);
  const alike = known.membership[0]!.length <= new Set(Array.from(known.labels)).size;
  return {
    majority: errorOf(majorityLabels(clusters, known.labels)),
    head: errorOf(headLabels(known.membership, known.labels)),
    ...(alike && { assigned: errorOf(assignedLabels(clusters, known.labels)) }),
  };
}
