import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { checkLength, checkPair } from '../math/check';
import { sigmoid } from '../math/logistic';
import { minimaxValue } from '../math/minimax';

const NEWTON_STEPS = 100;
/** Newton's method ends when V can rise no more than this, in nats. */
const TOLERANCE = 1e-15;
/** Nats below the bound 0 at which D makes no mistake any more. */
const SEPARATED = 1e-12;
/** A feature of whose square no larger share is left, once the features before it are taken out, is one of them. */
const DEPENDENT = 1e-13;

export interface LinearDiscriminator {
  /** w [F] */
  readonly weights: readonly number[];
  /** w · φ_i [K] */
  readonly logits: readonly number[];
  /** V(G, D) in nats: at most C(G) = 2 JSD − log 4, and equal to it when log p − log q is linear in the features */
  readonly value: number;
}

/**
 * The best discriminator of limited capacity: among D = σ(w · φ) the one with the largest minimax value V. That is
 * logistic regression, concave in w, solved by Newton's method. With the feature 1 alone D is a constant; with 1 and x
 * it tells Gaussians of equal variance apart as well as D* does, with 1, x and x² any two Gaussians.
 * @param features φ [K, F], linearly independent columns
 * @param p the data's distribution [K]; samples count 1 / N each
 * @param q the generator's distribution [K]
 * @throws RangeError when p or q is not a distribution or a shape is wrong; Error when a hyperplane separates them (V
 *   then has no maximum: the weights would grow without end) or the features depend on one another
 */
export function linearDiscriminator(
  features: readonly (readonly number[])[],
  p: ArrayLike<number>,
  q: ArrayLike<number>,
): LinearDiscriminator {
  checkPair(p, q);
  checkLength(features.length, p.length, 'features');
  const F = features[0]!.length;
  features.forEach((row, i) => {
    checkLength(row.length, F, `features[${i}]`);
  });
  const at = (weights: readonly number[]): LinearDiscriminator => {
    const logits = features.map((row) => row.reduce((sum, v, j) => sum + v * weights[j]!, 0));
    return { weights, logits, value: minimaxValue(p, q, logits) };
  };
  let best = at(new Array<number>(F).fill(0));
  for (let t = 0; t < NEWTON_STEPS; t++) {
    const { direction, rise } = newton(features, p, q, best.logits);
    if (best.value > -SEPARATED) break;
    if (rise <= TOLERANCE) return best;
    best = halved(direction, best, at);
  }
  throw new Error('The weights grow without end: the features separate p from q, so that none is best.');
}

/** The Newton direction at these logits, and the rise of V that it promises. */
function newton(
  features: readonly (readonly number[])[],
  p: ArrayLike<number>,
  q: ArrayLike<number>,
  logits: readonly number[],
): { direction: number[]; rise: number } {
  const F = features[0]!.length;
  const gradient = new Array<number>(F).fill(0);
  const curvature = Matrix.zeros(F, F);
  features.forEach((row, i) => {
    const [d, doubt] = [sigmoid(logits[i]!), sigmoid(-logits[i]!)];
    for (let j = 0; j < F; j++) {
      gradient[j]! += (p[i]! * doubt - q[i]! * d) * row[j]!;
      for (let k = 0; k < F; k++)
        curvature.set(j, k, curvature.get(j, k) + (p[i]! + q[i]!) * d * doubt * (row[j]! * row[k]!));
    }
  });
  const cholesky = new CholeskyDecomposition(curvature);
  const pivots = cholesky.lowerTriangularMatrix.diagonal();
  if (pivots.some((pivot, j) => !(pivot * pivot > DEPENDENT * curvature.get(j, j))))
    throw new Error('The features depend on one another: leave out those that are sums of others.');
  const direction = cholesky.solve(Matrix.columnVector(gradient)).to1DArray();
  return { direction, rise: direction.reduce((sum, v, j) => sum + v * gradient[j]!, 0) / 2 };
}

/** A step along the direction, halved until V does not fall. */
function halved(
  direction: readonly number[],
  from: LinearDiscriminator,
  at: (weights: readonly number[]) => LinearDiscriminator,
): LinearDiscriminator {
  for (let size = 1; size > 1e-10; size /= 2) {
    const next = at(from.weights.map((w, j) => w + size * direction[j]!));
    if (next.value >= from.value) return next;
  }
  return from;
}
