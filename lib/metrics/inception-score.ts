import { klDivergence } from '../math/information';
import { checkRows, columnMeans, type Rows } from './rows';

/** Softmax in float32 sums to one only to about 1e-6. */
const SUM_TOLERANCE = 1e-3;

/**
 * The inception score exp(E_x D_KL[p(y | x) || p(y)]) with p(y) = E_x p(y | x) (Salimans et al. 2016,
 * arXiv:1606.03498, section 4): from 1 (all samples look alike to the classifier) to K (it is sure of each, and
 * meets every class equally often). log IS = H(y) - E H(y | x). On MNIST-Net's probabilities it is the MNIST score.
 * @param probabilities [N, K], p(y | x) of every sample; each row is divided by its sum
 * @throws RangeError when there is no row, rows differ in length, or a row is no distribution
 */
export function inceptionScore(probabilities: Rows): number {
  checkRows(probabilities, 'inceptionScore');
  const conditional = probabilities.map(normalised);
  const marginal = normalised(columnMeans(conditional), 0);
  const total = conditional.reduce((sum, p) => sum + klDivergence(p, marginal), 0);
  return Math.exp(total / conditional.length);
}

function normalised(row: ArrayLike<number>, n: number): Float64Array {
  const p = Float64Array.from(row);
  const sum = p.reduce((a, b) => a + b, 0);
  if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
    throw new RangeError(`inceptionScore: row ${n} sums to ${sum}, not to 1; give probabilities, not logits.`);
  }
  return p.map((value) => value / sum);
}
