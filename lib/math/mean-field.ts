import { checkCount, checkLength } from './check';
import { Gaussian } from './gaussian';

export interface MeanField {
  /** the factorised approximation Π_i N(m_i, v_i), its covariance diagonal */
  readonly q: Gaussian;
  /** the means [d] at the start and after every sweep */
  readonly path: readonly number[][];
}

/** A sweep that moves no mean by more than this, relative to the largest, is the last. */
const RELATIVE_MOVE = 1e-14;

/**
 * The factorised Gaussian that is closest to a correlated one in D_KL[q ‖ target], by coordinate ascent: with
 * precision Λ, every factor has variance 1 / Λ_ii, and m_i ← μ_i − Λ_ii⁻¹ Σ_{j≠i} Λ_ij (m_j − μ_j) in turn
 * (Bishop 2006, section 10.1.2). At the optimum the means are exact, and the variances never above the true ones.
 * @param start first means [d]
 * @throws RangeError when `start` has another dimension
 */
export function meanField(target: Gaussian, start: readonly number[], options: { sweeps?: number } = {}): MeanField {
  const { sweeps = 1000 } = options;
  checkLength(start.length, target.dimension, 'start');
  checkCount(sweeps, 'sweeps', 0);
  const precision = target.precision();
  const variances = precision.map((row, i) => 1 / row[i]!);
  const path = [[...start]];
  for (let s = 0, moving = true; s < sweeps && moving; s++) {
    const before = path[s]!;
    const mean = [...before];
    target.mean.forEach((mu, i) => {
      const pull = precision[i]!.reduce((sum, l, j) => (j === i ? sum : sum + l * (mean[j]! - target.mean[j]!)), 0);
      mean[i] = mu - variances[i]! * pull;
    });
    path.push(mean);
    const scale = Math.max(...mean.map(Math.abs));
    moving = mean.some((m, i) => Math.abs(m - before[i]!) > RELATIVE_MOVE * scale);
  }
  const diagonal = variances.map((v, i) => variances.map((_, j) => (i === j ? v : 0)));
  return { q: new Gaussian(path[path.length - 1]!, diagonal), path };
}
