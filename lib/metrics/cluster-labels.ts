import { argMax, checkRows, type Rows } from './rows';

/** The label that each cluster stands for [K]; -1 for a cluster that stands for none, which is always wrong. */
export type LabelOfCluster = readonly number[];

/** counts[k][l]: how many points of cluster k have label l. */
function contingency(clusters: ArrayLike<number>, labels: ArrayLike<number>): number[][] {
  checkSameLength(clusters, labels);
  const size = (values: ArrayLike<number>) => Array.from(values).reduce((max, value) => Math.max(max, value), -1) + 1;
  const width = size(labels);
  const counts = Array.from({ length: size(clusters) }, () => Array.from({ length: width }, () => 0));
  for (let n = 0; n < labels.length; n++) counts[clusters[n]!]![labels[n]!]! += 1;
  return counts;
}

function checkSameLength(clusters: ArrayLike<unknown>, labels: ArrayLike<number>): void {
  if (clusters.length !== labels.length || labels.length === 0) {
    throw new RangeError(`${clusters.length} clusters and ${labels.length} labels: give one of each for every point.`);
  }
}

/**
 * Each cluster stands for the commonest label of its points.
 * @param clusters the cluster 0 .. K-1 of every point [N]
 * @param labels the label 0 .. L-1 of every point [N]
 * @throws RangeError when the lengths differ or there is no point
 */
export function majorityLabels(clusters: ArrayLike<number>, labels: ArrayLike<number>): LabelOfCluster {
  return contingency(clusters, labels).map((counts) => (counts.some((count) => count > 0) ? argMax(counts) : -1));
}

/**
 * Each cluster stands for the label of its head, the point that belongs to it most surely: the rule of Makhzani et
 * al. 2016 (adversarial autoencoders, arXiv:1511.05644, section 6).
 * @param membership [N, K], how surely each point belongs to each cluster: q(k | x)
 * @param labels the label of every point [N]
 * @throws RangeError when the lengths differ or there is no point
 */
export function headLabels(membership: Rows, labels: ArrayLike<number>): LabelOfCluster {
  checkRows(membership, 'headLabels');
  checkSameLength(membership, labels);
  return Array.from(membership[0]!, (_, k) => labels[argMax(membership.map((row) => row[k]!))]!);
}

/** Subsets of labels are counted in the bits of a number. */
const MOST_LABELS = 16;

/**
 * Each cluster stands for a label of its own, so that the most points are right: the assignment problem, solved
 * exactly by dynamic programming over the subsets of labels (2^L K L steps: at once for ten).
 * @param clusters the cluster 0 .. K-1 of every point [N]
 * @param labels the label 0 .. L-1 of every point [N]; L <= 16 and K <= L
 * @throws RangeError when the lengths differ, there is no point, or there are too many clusters or labels
 */
export function assignedLabels(clusters: ArrayLike<number>, labels: ArrayLike<number>): LabelOfCluster {
  const counts = contingency(clusters, labels);
  const width = Math.max(counts[0]!.length, counts.length);
  if (width > MOST_LABELS) {
    throw new RangeError(`assignedLabels: ${width} clusters or labels, at most ${MOST_LABELS}; use majorityLabels.`);
  }
  // right[s]: most points right when the first |s| clusters take exactly the labels in s
  const right = new Float64Array(2 ** width).fill(-1);
  const lastLabel = new Int8Array(2 ** width);
  right[0] = 0;
  for (let taken = 0; taken < right.length; taken++) {
    const k = ones(taken);
    for (let l = 0; l < width; l++) {
      const next = taken | (1 << l);
      const value = right[taken]! + (counts[k]?.[l] ?? 0);
      if (next === taken || value <= right[next]!) continue;
      right[next] = value;
      lastLabel[next] = l;
    }
  }
  const labelOf: number[] = [];
  for (let taken = right.length - 1; taken > 0; taken ^= 1 << lastLabel[taken]!) labelOf.unshift(lastLabel[taken]!);
  return labelOf.slice(0, counts.length);
}

function ones(bits: number): number {
  let count = 0;
  for (let left = bits; left > 0; left &= left - 1) count++;
  return count;
}

/**
 * The share of points whose label is not the one that their cluster stands for, in [0, 1]. Find `labelOf` on other
 * points than these (training data) when the numbers are to be compared with a classifier's.
 * @throws RangeError when the lengths differ or there is no point
 */
export function clusterLabelError(
  clusters: ArrayLike<number>,
  labels: ArrayLike<number>,
  labelOf: LabelOfCluster,
): number {
  checkSameLength(clusters, labels);
  let wrong = 0;
  for (let n = 0; n < labels.length; n++) if (labelOf[clusters[n]!] !== labels[n]) wrong += 1;
  return wrong / labels.length;
}
