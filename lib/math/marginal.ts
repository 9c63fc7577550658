import { checkCount } from './check';

/** Something to draw z from, that knows the log-density of what it draws (nats); a `Gaussian` is one. */
export interface Proposal {
  sample(): number[];
  logDensity(z: number[]): number;
}

/**
 * Importance sampling of a marginal p(x) = ∫ p(x, z) dz: the log-weights log p(x, z_s) − log q(z_s) of `samples`
 * draws z_s ~ q. `logMeanExp` of them estimates log p(x). With the prior as q this is naive Monte Carlo; with the
 * posterior as q every weight is p(x) itself.
 * @param logJoint log p(x, z) in nats, at the one x in question
 * @returns [samples]
 */
export function importanceLogWeights(
  logJoint: (z: number[]) => number,
  proposal: Proposal,
  samples: number,
): Float64Array {
  checkCount(samples, 'samples');
  return Float64Array.from({ length: samples }, () => {
    const z = proposal.sample();
    return logJoint(z) - proposal.logDensity(z);
  });
}

/**
 * ∫ f from `a` to `b` by the trapezoid rule on `intervals` equal intervals; for a smooth f that has died out at both
 * ends its error falls faster than any power of the interval.
 * @throws RangeError unless a < b
 */
export function trapezoid(f: (z: number) => number, a: number, b: number, intervals: number): number {
  checkCount(intervals, 'intervals');
  if (!(a < b)) throw new RangeError(`The integral goes from ${a} to ${b}: the first must be less.`);
  const width = (b - a) / intervals;
  let sum = (f(a) + f(b)) / 2;
  for (let i = 1; i < intervals; i++) sum += f(a + i * width);
  return sum * width;
}
