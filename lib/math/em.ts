import { checkCount } from './check';
import { eStep, expectedLogJoint } from './mixture';

/** A model with a discrete latent variable z, as EM sees it: data points X, parameters Theta. */
export interface LatentVariableModel<X, Theta> {
  /** log p(x_n, z = k; θ) in nats, [N, K] */
  logJoint(x: readonly X[], theta: Theta): number[][];
  /** argmax_θ of the free energy for this q [N, K]: maximum likelihood weighted by q */
  mStep(x: readonly X[], q: number[][]): Theta;
}

/** Where coordinate ascent stands after half a step: L(q, θ) in nats per data point, and the parameters. */
export interface HalfStep<Theta> {
  readonly step: 'E' | 'M';
  readonly freeEnergy: number;
  readonly theta: Theta;
}

export interface EMResult<Theta> {
  readonly theta: Theta;
  /** log p(x; θ) in nats per data point, at the returned parameters */
  readonly logLikelihood: number;
  /** E, M, E, M ..., and a last E whose free energy is the log-likelihood */
  readonly history: readonly HalfStep<Theta>[];
  /** whether the last iteration gained no more than the tolerance */
  readonly converged: boolean;
}

export interface EMOptions {
  /** pairs of half-steps at most */
  readonly iterations: number;
  /** stop when an iteration gains no more than this many nats per data point; all iterations are run unless given */
  readonly tolerance?: number;
  /** told of every iteration as it ends: how many there have been, and log p(x; θ) in nats per data point */
  readonly report?: (iterations: number, logLikelihood: number) => void;
}

/**
 * EM as coordinate ascent on the free energy L(q, θ) (Neal & Hinton 1998, section 2): the E step sets q to the
 * posterior, the M step moves θ. With a right M step no half-step lowers L, and after every E step L is the
 * log-likelihood (Dempster, Laird & Rubin 1977). L = E_q[log p(x, z; θ)] + H[q], and the M step moves the first term.
 * @throws RangeError when the data are empty or hold NaN, or an option is out of range
 */
export function em<X, Theta>(
  model: LatentVariableModel<X, Theta>,
  x: readonly X[],
  start: Theta,
  options: EMOptions,
): EMResult<Theta> {
  const { iterations, tolerance, report } = options;
  checkCount(iterations, 'iterations', 0);
  if (tolerance !== undefined && !(tolerance >= 0))
    throw new RangeError(`tolerance is ${tolerance}: it must be 0 or more nats.`);

  let theta = start;
  let { q, logLikelihood, entropy } = eStep(model.logJoint(x, theta));
  let converged = false;
  const history: HalfStep<Theta>[] = [{ step: 'E', freeEnergy: logLikelihood, theta }];
  for (let t = 0; t < iterations && !converged; t++) {
    theta = model.mStep(x, q);
    const logJoint = model.logJoint(x, theta);
    history.push({ step: 'M', freeEnergy: expectedLogJoint(q, logJoint) + entropy, theta });
    const before = logLikelihood;
    ({ q, logLikelihood, entropy } = eStep(logJoint));
    history.push({ step: 'E', freeEnergy: logLikelihood, theta });
    converged = tolerance !== undefined && Math.abs(logLikelihood - before) <= tolerance;
    report?.(t + 1, logLikelihood);
  }
  return { theta, logLikelihood, history, converged };
}
