import { checkLength, checkProbability } from './check';
import { logSumExp, softmaxInPlace } from './log-sum-exp';

/** One row per data point, one column per value of z. */
export type Rows = readonly ArrayLike<number>[];

function checkNotEmpty(rows: Rows): void {
  if (rows.length === 0) throw new RangeError('There are no data points: give at least one.');
}

/** What an E step finds. */
export interface EStep {
  /** the posterior q_nk = p(z = k | x_n; θ) [N, K], every row sums to one */
  readonly q: number[][];
  /** (1/N) Σ_n log p(x_n; θ) in nats per data point */
  readonly logLikelihood: number;
  /** H[q] = −(1/N) Σ_n Σ_k q_nk log q_nk in nats per data point */
  readonly entropy: number;
}

/**
 * The E step of a discrete latent variable, by Bayes' rule in log space, so that log-densities of −1000 and far below
 * lose nothing: log q_nk = log p(x_n, z = k; θ) − log p(x_n; θ).
 * @param logJoint [N, K] log p(x_n, z = k; θ) in nats
 * @throws RangeError when there are no points, or when a row holds NaN or has density zero everywhere
 */
export function eStep(logJoint: Rows): EStep {
  checkNotEmpty(logJoint);
  let sum = 0;
  const q = logJoint.map((row, n) => {
    const posterior = Array.isArray(row) ? (row as number[]).slice() : Array.from(row); // slice is the faster copy
    const evidence = softmaxInPlace(posterior);
    if (!Number.isFinite(evidence)) {
      checkNumbers(row, n);
      throw new RangeError(`log p(x) of data point ${n} is ${evidence}: no posterior exists. Look at the point.`);
    }
    sum += evidence;
    return posterior;
  });
  const logLikelihood = sum / logJoint.length;
  return { q, logLikelihood, entropy: logLikelihood - expectedLogJoint(q, logJoint) };
}

/**
 * E_q[log p(x, z; θ)] = (1/N) Σ_n Σ_k q_nk log p(x_n, z = k; θ) in nats per data point, all of the free energy that
 * an M step can move. Where q is 0 the term is 0.
 */
export function expectedLogJoint(q: Rows, logJoint: Rows): number {
  let sum = 0;
  for (let n = 0; n < logJoint.length; n++) {
    const probabilities = q[n]!;
    const row = logJoint[n]!;
    for (let k = 0; k < row.length; k++) if (probabilities[k]! > 0) sum += probabilities[k]! * row[k]!;
  }
  return sum / logJoint.length;
}

/** The posterior p(z = k | x_n; θ) [N, K] alone; see {@link eStep}. */
export const responsibilities = (logJoint: Rows): number[][] => eStep(logJoint).q;

/**
 * The mean log-likelihood (1/N) Σ_n log Σ_k p(x_n, z = k; θ) in nats per data point.
 * @param logJoint [N, K] log p(x_n, z = k; θ)
 * @throws RangeError when there are no points or a row holds NaN
 */
export function logLikelihood(logJoint: Rows): number {
  checkNotEmpty(logJoint);
  const evidence = (row: ArrayLike<number>, n: number): number => {
    checkNumbers(row, n);
    return logSumExp(row);
  };
  return logJoint.reduce((sum, row, n) => sum + evidence(row, n), 0) / logJoint.length;
}

/**
 * The free energy L(q, θ) = (1/N) Σ_n Σ_k q_nk (log p(x_n, z = k; θ) − log q_nk) in nats per data point, which is
 * the log-likelihood less D_KL[q ‖ posterior] (Neal & Hinton 1998, section 2). Where q is 0 the term is 0; where only
 * the joint is 0 the free energy is −Infinity.
 * @param q [N, K], every row a distribution over z
 * @param logJoint [N, K]
 * @throws RangeError when there are no points, the shapes differ, or an entry is NaN or a negative probability
 */
export function freeEnergy(q: Rows, logJoint: Rows): number {
  checkNotEmpty(logJoint);
  checkLength(q.length, logJoint.length, 'q');
  let sum = 0;
  logJoint.forEach((row, n) => {
    checkLength(q[n]!.length, row.length, `Row ${n} of q`);
    for (let k = 0; k < row.length; k++) {
      const probability = q[n]![k]!;
      if (!(probability >= 0) || Number.isNaN(row[k]))
        throw new RangeError(`At point ${n}, z = ${k}: q is ${probability} and the log joint ${row[k]!}.`);
      if (probability > 0) sum += probability * (row[k]! - Math.log(probability));
    }
  });
  return sum / logJoint.length;
}

/**
 * The column numbers 0 .. K−1 of a posterior q [N, K].
 * @throws RangeError when there are no points, or another number of rows than points
 */
export function columns(q: Rows, points: number): number[] {
  checkNotEmpty(q);
  checkLength(q.length, points, 'q');
  return Array.from(q[0]!, (_, k) => k);
}

/** Names the data point whose log joint holds NaN. */
function checkNumbers(row: ArrayLike<number>, n: number): void {
  for (let k = 0; k < row.length; k++)
    if (Number.isNaN(row[k]))
      throw new RangeError(`The log joint of data point ${n} is NaN: the point or the parameters hold a NaN.`);
}

/**
 * log(epsilon p(x) + (1 - epsilon) q(x)): a generator that draws from p in the share epsilon of its samples, and from q
 * in the rest. It is nowhere below log p(x) + log epsilon, whatever q is (Theis, van den Oord, Bethge 2016,
 * arXiv:1511.01844, section 3.2): with 99 % of noise a model of images loses at most log 100 = 4.6 nats.
 * @param logP log p at each point [N]
 * @param logQ log q at each point [N]
 * @param epsilon in [0, 1]
 * @throws RangeError when the lengths differ, an entry is NaN, or epsilon is out of range
 */
export function mixtureLogDensities(logP: ArrayLike<number>, logQ: ArrayLike<number>, epsilon: number): Float64Array {
  checkLength(logQ.length, logP.length, 'logQ');
  checkProbability(epsilon, 'epsilon');
  const [ofP, ofQ] = [Math.log(epsilon), Math.log1p(-epsilon)];
  return Float64Array.from(logP, (p, n) => logSumExp([p + ofP, logQ[n]! + ofQ]));
}
