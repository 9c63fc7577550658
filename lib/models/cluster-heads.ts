// Makhzani, Shlens, Jaitly, Goodfellow, Frey 2016, "Adversarial autoencoders", arXiv:1511.05644, section 7: cluster heads,
// the points around which the styles of the clusters lie.
import { tf } from '../backend/tf';
import { checkPositive } from '../math/check';
import { forward } from '../nn';
import { mode } from './aae-phases';

/**
 * W_C, the heads: at the start on a circle, each as far from the next as the penalty asks, or on a line where z is one
 * number. From small random heads Adam would take thousands of steps there, and clusters grow over each other meanwhile.
 * @param headDistance eta, > 0
 * @returns y [B, K] -> W_C y [B, J]
 */
export function headNetwork(clusters: number, latentDim: number, headDistance: number): tf.Sequential {
  checkPositive(headDistance, 'CategoricalAAE: headDistance');
  const dense = tf.layers.dense({ units: latentDim, useBias: false, inputShape: [clusters] });
  const heads = tf.sequential({ name: 'heads', layers: [dense] });
  const radius = headDistance / (2 * Math.sin(Math.PI / clusters));
  const rows = Array.from({ length: clusters }, (_, k) => {
    const angle = (2 * Math.PI * k) / clusters;
    const place = latentDim === 1 ? [k * headDistance] : [radius * Math.cos(angle), radius * Math.sin(angle)];
    return Array.from({ length: latentDim }, (_, j) => place[j] ?? 0);
  });
  const start = tf.tensor2d(rows);
  heads.setWeights([start]);
  start.dispose();
  return heads;
}

/** The sum over pairs of heads of max(0, eta - |h_i - h_j|); 0 where there are no heads. */
export function headPenalty(
  heads: tf.Sequential | undefined,
  { clusters, headDistance: eta }: { clusters: number; headDistance?: number },
): tf.Scalar {
  if (!heads || eta === undefined) return tf.scalar(0);
  const differences = forward(heads, pairDifferences(clusters), mode);
  const distances = differences.square().sum(1).add(1e-12).sqrt(); // the root has no gradient at 0
  return tf.relu(tf.sub(eta, distances)).sum();
}

/** For each pair i < j the row e_i - e_j: [K (K - 1) / 2, K] */
function pairDifferences(clusters: number): tf.Tensor2D {
  const rows: number[][] = [];
  for (let i = 0; i < clusters; i++)
    for (let j = i + 1; j < clusters; j++)
      rows.push(Array.from({ length: clusters }, (_, k) => (k === i ? 1 : k === j ? -1 : 0)));
  return tf.tensor2d(rows);
}
