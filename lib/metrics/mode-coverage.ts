import { checkRows, type Rows } from './rows';

export interface ModeCoverageOptions {
  /** the means of the mixture, [K, d] */
  readonly modes: Rows;
  /** the standard deviation of each component, > 0 */
  readonly sigma: number;
  /** a sample is of high quality, and counts for its nearest mode, when it lies within so many sigma of it; 3 */
  readonly within?: number;
  /** samples that a mode needs to be covered; 20 */
  readonly atLeast?: number;
}

export interface ModeCoverage {
  /** samples of high quality at each mode [K] */
  readonly counts: number[];
  /** how many modes are covered */
  readonly covered: number;
  /** the share of all samples that are of high quality, in 0..1 */
  readonly highQuality: number;
}

/**
 * Which modes of a mixture a generator makes, as for the 8-ring and the 25-grid (Srivastava et al. 2017,
 * arXiv:1705.07761, section 4.1, who ask for one sample within 3 sigma; with 20 no lucky stray covers a mode).
 *
 * @param samples [N, d]
 * @throws RangeError when there are no samples or modes, a row has another length, or sigma is not positive
 */
export function modeCoverage(samples: Rows, options: ModeCoverageOptions): ModeCoverage {
  const { modes, sigma, within = 3, atLeast = 20 } = options;
  checkRows(samples, 'modeCoverage: samples');
  checkRows(modes, 'modeCoverage: modes');
  if (samples[0]!.length !== modes[0]!.length) {
    throw new RangeError(
      `modeCoverage: samples have ${samples[0]!.length} numbers, modes ${modes[0]!.length}; they must be alike.`,
    );
  }
  if (!(sigma > 0)) throw new RangeError(`modeCoverage: sigma is ${sigma}; it must be greater than 0.`);
  const counts = Array.from(modes, () => 0);
  for (const sample of samples) {
    const distances = modes.map((mode) => distance(sample, mode));
    const least = Math.min(...distances);
    if (least <= within * sigma) counts[distances.indexOf(least)]! += 1;
  }
  const near = counts.reduce((sum, count) => sum + count, 0);
  return { counts, covered: counts.filter((count) => count >= atLeast).length, highQuality: near / samples.length };
}

const distance = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Math.hypot(...Array.from(a, (value, i) => value - b[i]!));
