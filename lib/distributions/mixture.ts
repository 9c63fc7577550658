import { checkDistribution, checkLength, checkNumber, checkProbability } from '../math/check';
import { logSumExp } from '../math/log-sum-exp';
import { categorical } from '../math/random';
import { bisectQuantile, type Distribution } from './distribution';

/**
 * The mixture Σ_k weights[k] components[k]. Its quantiles lie between those of its components and are found there by
 * bisection; its entropy has no formula. Continuous and discrete components together make a mixed distribution, which
 * has a CDF with jumps and neither a density nor a table of probabilities.
 * @param weights [K], a distribution
 * @throws RangeError when the weights are no distribution, or not as many as the components
 */
export function mixture(weights: readonly number[], components: readonly Distribution[]): Distribution {
  checkDistribution(weights, 'weights');
  checkLength(components.length, weights.length, 'components');
  const parts = components.filter((_, k) => weights[k]! > 0);
  const shares = weights.filter((w) => w > 0);
  const kind = parts.every((part) => part.kind === parts[0]!.kind) ? parts[0]!.kind : 'mixed';
  const cdf = (x: number): number => {
    checkNumber(x, 'x');
    return Math.min(
      parts.reduce((sum, part, k) => sum + shares[k]! * part.cdf(x), 0),
      1,
    );
  };
  return {
    kind,
    logProb: (x) => {
      checkNumber(x, 'x');
      if (kind === 'mixed')
        throw new RangeError('A mixture of continuous and discrete components has no density: use its cdf.');
      return logSumExp(parts.map((part, k) => Math.log(shares[k]!) + part.logProb(x)));
    },
    cdf,
    icdf: (u) => {
      checkProbability(u, 'u');
      const quantiles = parts.map((part) => part.icdf(u));
      return bisectQuantile(cdf, u, Math.min(...quantiles), Math.max(...quantiles));
    },
    sample: () => parts[categorical(shares)]!.sample(),
  };
}
