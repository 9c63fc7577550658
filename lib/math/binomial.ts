/**
 * What k successes in n independent trials say about the probability of one. The incomplete beta function and its
 * inverse are those of Cephes (Moshier 1989).
 */
import * as cephes from 'cephes';
import { checkCount, checkProbability } from './check';
import { standardNormalQuantile } from './special';

/** Ends of a confidence interval, in [0, 1]. */
export type Interval = readonly [number, number];

function checkTrials(successes: number, trials: number): void {
  checkCount(trials, 'trials');
  checkCount(successes, 'successes', 0);
  if (successes > trials) throw new RangeError(`${successes} successes in ${trials} trials: there cannot be more.`);
}

/** The share of the distribution outside of the interval. */
function outside(confidence: number): number {
  if (!(confidence > 0 && confidence < 1))
    throw new RangeError(`confidence is ${confidence}: it must be between 0 and 1, such as 0.95.`);
  return 1 - confidence;
}

/**
 * P(X >= successes) for X ~ Binomial(trials, p): the p-value of a test against "no better than p".
 * @throws RangeError unless successes and trials are whole numbers with 0 <= successes <= trials >= 1, and p is in [0, 1]
 */
export function binomialUpperTail(successes: number, trials: number, p = 0.5): number {
  checkTrials(successes, trials);
  checkProbability(p, 'p');
  return successes === 0 ? 1 : cephes.incbet(successes, trials - successes + 1, p);
}

/**
 * The interval of Clopper & Pearson 1934: it holds the true probability in at least the share `confidence` of all
 * experiments, whatever the probability. Its ends are the probabilities that make `successes` just unlikely.
 * @throws RangeError unless 0 <= successes <= trials, whole, trials >= 1, and confidence is in (0, 1)
 */
export function clopperPearson(successes: number, trials: number, confidence = 0.95): Interval {
  checkTrials(successes, trials);
  const alpha = outside(confidence);
  const failures = trials - successes;
  const low = successes === 0 ? 0 : cephes.incbi(successes, failures + 1, alpha / 2);
  const high = failures === 0 ? 1 : cephes.incbi(successes + 1, failures, 1 - alpha / 2);
  return [low, high];
}

/**
 * The interval of Wilson 1927: all p whose normal approximation does not reject the successes. It is shorter than
 * Clopper and Pearson's, holds the truth in about the share `confidence` on average, and, unlike
 * p +- z sqrt(p (1 - p) / n), is sound for few trials and next to 0 and 1.
 * @throws RangeError unless 0 <= successes <= trials, whole, trials >= 1, and confidence is in (0, 1)
 */
export function wilsonInterval(successes: number, trials: number, confidence = 0.95): Interval {
  checkTrials(successes, trials);
  const z2 = standardNormalQuantile(outside(confidence) / 2) ** 2;
  const share = successes / trials;
  const centre = (share + z2 / (2 * trials)) / (1 + z2 / trials);
  const half = Math.sqrt((share * (1 - share)) / trials + z2 / (4 * trials ** 2));
  const width = (half * Math.sqrt(z2)) / (1 + z2 / trials);
  return [Math.max(0, centre - width), Math.min(1, centre + width)];
}
