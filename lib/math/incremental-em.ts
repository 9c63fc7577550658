import { checkCount } from './check';
import type { LatentVariableModel } from './em';
import { responsibilities } from './mixture';

/** A model whose M step needs the data only through sums over points: expected sufficient statistics. */
export interface AdditiveModel<X, Theta, Statistics> extends LatentVariableModel<X, Theta> {
  /** the expected sufficient statistics of some points under their q [N, K] */
  statistics(x: readonly X[], q: number[][]): Statistics;
  /** the statistics of two sets of points together */
  merge(a: Statistics, b: Statistics): Statistics;
  /** the M step, from the statistics of all points */
  maximise(statistics: Statistics): Theta;
}

/** After one block: q [N, K] of all points (overwritten by the next block) and the parameters. */
export interface BlockStep<Theta> {
  readonly pass: number;
  readonly q: readonly (readonly number[])[];
  readonly theta: Theta;
}

/**
 * Incremental EM (Neal & Hinton 1998, section 3): the E step of one block of points, then at once an M step on the
 * statistics of all, so that later blocks meet parameters that already know of earlier ones. The free energy never
 * falls. Pass 1 is a whole batch iteration, which gives every point its first q; each later pass visits every block
 * once. Endless: the caller stops taking.
 * @param blocks consecutive slices of nearly equal size; the data should be in random order
 * @throws RangeError (at the first step) when there are fewer points than blocks, or as `em`
 */
export function* incrementalEM<X, Theta, Statistics>(
  model: AdditiveModel<X, Theta, Statistics>,
  x: readonly X[],
  start: Theta,
  blocks: number,
): Generator<BlockStep<Theta>, never> {
  checkCount(blocks, 'blocks');
  if (x.length < blocks) throw new RangeError(`${x.length} data points cannot fill ${blocks} blocks.`);
  const bounds = Array.from({ length: blocks + 1 }, (_, b) => Math.round((b * x.length) / blocks));
  const parts = bounds.slice(1).map((end, b) => x.slice(bounds[b], end));

  const q = responsibilities(model.logJoint(x, start));
  const statistics = parts.map((part, b) => model.statistics(part, q.slice(bounds[b], bounds[b + 1])));
  let theta = model.maximise(statistics.reduce((a, b) => model.merge(a, b)));
  yield { pass: 1, q, theta };
  for (let pass = 2; ; pass++)
    for (const [b, part] of parts.entries()) {
      const posterior = responsibilities(model.logJoint(part, theta));
      q.splice(bounds[b]!, part.length, ...posterior);
      statistics[b] = model.statistics(part, posterior);
      theta = model.maximise(statistics.reduce((a, c) => model.merge(a, c)));
      yield { pass, q, theta };
    }
}
