import { checkNumber } from '../math/check';
import { logSumExp } from '../math/log-sum-exp';
import type { Distribution } from './distribution';

/** A stretch of the line on which a map x = G(z) is strictly monotone and differentiable. */
export interface Branch {
  /** the stretch, from <= z <= to; either may be infinite */
  readonly from: number;
  readonly to: number;
  /** x = G(z) */
  readonly map: (z: number) => number;
  /** the z of this stretch with G(z) = x; whatever it gives outside of the range of the branch is left out */
  readonly inverse: (x: number) => number;
  /** G′(z) */
  readonly slope: (z: number) => number;
}

/** The distribution that a map imposes on its output, `p_g` in Goodfellow et al. 2014, figure 1. */
export type PushForward = Pick<Distribution, 'kind' | 'logProb' | 'cdf' | 'sample'>;

/**
 * The distribution of x = G(z) for a continuous z and a map of monotone branches, which may fold the line:
 * p_g(x) = Σ_{z : G(z) = x} p_z(z) / |G′(z)|, one term a branch.
 * @param branches cover the support of z and meet in single points at most
 * @throws RangeError when z is not continuous, there is no branch, or a branch is empty
 */
export function pushForward(z: Distribution, branches: readonly Branch[]): PushForward {
  if (z.kind !== 'continuous')
    throw new RangeError(`z is ${z.kind}: the change of variables needs a density, so a continuous distribution.`);
  if (branches.length === 0) throw new RangeError('There are no branches: give at least one.');
  branches.forEach(({ from, to }, i) => {
    if (!(from < to)) throw new RangeError(`Branch ${i} goes from ${from} to ${to}: the first must be less.`);
  });
  return {
    kind: 'continuous',
    logProb: (x) => {
      checkNumber(x, 'x');
      const terms = branches.flatMap(({ from, to, inverse, slope }) => {
        const root = inverse(x);
        return root >= from && root <= to ? [z.logProb(root) - Math.log(Math.abs(slope(root)))] : [];
      });
      return terms.length > 0 ? logSumExp(terms) : -Infinity;
    },
    cdf: (x) => {
      checkNumber(x, 'x');
      return branches.reduce((sum, branch) => sum + massBelow(z, branch, x), 0);
    },
    sample: () => {
      const draw = z.sample();
      const branch = branches.find(({ from, to }) => draw >= from && draw <= to);
      if (!branch) throw new RangeError(`z = ${draw} lies on no branch: they must cover the support of z.`);
      return branch.map(draw);
    },
  };
}

/** P[z on this branch and G(z) <= x]. */
function massBelow(z: Distribution, { from, to, map, inverse }: Branch, x: number): number {
  const [first, last] = [map(from), map(to)];
  if (x >= Math.max(first, last)) return z.cdf(to) - z.cdf(from);
  if (x < Math.min(first, last)) return 0;
  return first < last ? z.cdf(inverse(x)) - z.cdf(from) : z.cdf(to) - z.cdf(inverse(x));
}
