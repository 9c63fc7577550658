import { checkPositive } from '../math/check';
import type { LatentVariableModel } from '../math/em';
import { normalLogDensity } from '../math/gaussian';

/**
 * The mixture with one parameter, ½ N(x; −θ, sigma²) + ½ N(x; θ, sigma²): z = 0 is the left component, z = 1 the
 * right. Its free energy can be drawn as a surface. θ = 0 is a stationary point that EM never leaves, and ±θ are the
 * same density.
 * @param sigma the known standard deviation, > 0
 */
export function symmetricMixture(sigma: number): LatentVariableModel<number, number> {
  checkPositive(sigma, 'sigma');
  const logHalf = Math.log(0.5);
  return {
    logJoint: (x, theta) =>
      x.map((value) => [
        logHalf + normalLogDensity(value, -theta, sigma),
        logHalf + normalLogDensity(value, theta, sigma),
      ]),
    mStep: (x, q) => x.reduce((sum, value, n) => sum + (q[n]![1]! - q[n]![0]!) * value, 0) / x.length,
  };
}
