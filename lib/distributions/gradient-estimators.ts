import { checkCount, checkFinite, checkPositive } from '../math/check';
import type { Distribution, WithPath, WithScore } from './distribution';

/**
 * Score-function estimates (REINFORCE; Williams 1992) of ∇_φ E_q[f(z)] for q(z) = Π_i q_i(z_i; φ_i): each is
 * (f(z) − baseline) ∇_φ log q(z; φ) at one draw z. Their mean is unbiased for every baseline; f is not differentiated.
 * @param f of z [d]
 * @param baseline a number that does not depend on z
 * @returns [samples, all parameters of all factors in their order]
 * @throws RangeError unless `samples` is a whole number, 1 or more
 */
export function scoreEstimates(
  factors: readonly (Pick<Distribution, 'sample'> & WithScore)[],
  f: (z: number[]) => number,
  samples: number,
  baseline = 0,
): number[][] {
  checkCount(samples, 'samples');
  return Array.from({ length: samples }, () => {
    const z = factors.map((q) => q.sample());
    const value = f(z) - baseline;
    return factors.flatMap((q, i) => q.score(z[i]!).map((s) => value * s));
  });
}

/**
 * Pathwise estimates (the reparameterisation trick; Kingma & Welling 2014, section 2.4) of the same gradient: each is
 * ∇_φ f(z(u; φ)) = ∂f/∂z_i ∂z_i/∂φ_i at one draw.
 * @param gradient ∇f of z: [d] -> [d]
 * @returns [samples, all parameters of all factors in their order]
 * @throws RangeError unless `samples` is a whole number, 1 or more
 */
export function pathEstimates(
  factors: readonly (Pick<Distribution, 'sample'> & WithPath)[],
  gradient: (z: number[]) => number[],
  samples: number,
): number[][] {
  checkCount(samples, 'samples');
  return Array.from({ length: samples }, () => {
    const z = factors.map((q) => q.sample());
    const slopes = gradient(z);
    return factors.flatMap((q, i) => q.path(z[i]!).map((p) => slopes[i]! * p));
  });
}

/** Of one coordinate: the variances of a single estimate of ∂/∂mean and ∂/∂sigma. */
export interface EstimatorVariances {
  readonly score: readonly [mean: number, sigma: number];
  readonly path: readonly [mean: number, sigma: number];
}

/**
 * The exact variances of both estimators for f(z) = ‖z − a‖² and q = Π_i N(μ_i, σ_i²), from the moments of a normal up
 * to the eighth. The pathwise one does not know the number of dimensions; the other grows with its square.
 * @param offset [d], μ − a
 * @param sigma [d], each > 0
 * @param baseline see {@link scoreEstimates}
 * @returns [d]
 * @throws RangeError when an offset is not finite or a sigma not positive
 */
export function quadraticVariances(
  offset: readonly number[],
  sigma: readonly number[],
  baseline = 0,
): EstimatorVariances[] {
  offset.forEach((delta, i) => {
    checkFinite(delta, `offset[${i}]`);
    checkPositive(sigma[i]!, `sigma[${i}]`);
  });
  const squares = offset.map((delta, i) => ({ d2: delta ** 2, s2: sigma[i]! ** 2 }));
  return squares.map(({ d2, s2 }, i) => {
    // f − baseline = S + T: T of this coordinate, S of the others and of the baseline, independent of it
    const others = squares.filter((_, j) => j !== i);
    const meanS = others.reduce((sum, o) => sum + o.d2 + o.s2, -baseline);
    const varianceS = others.reduce((sum, o) => sum + 4 * o.d2 * o.s2 + 2 * o.s2 ** 2, 0);
    const squareS = meanS ** 2 + varianceS;
    const byMean = squareS + 2 * meanS * (d2 + 3 * s2) + d2 ** 2 + 18 * d2 * s2 + 15 * s2 ** 2;
    const bySigma = 2 * squareS + 2 * meanS * (2 * d2 + 10 * s2) + 2 * d2 ** 2 + 60 * d2 * s2 + 78 * s2 ** 2;
    return {
      score: [byMean / s2 - 4 * d2, bySigma / s2 - 4 * s2],
      path: [4 * s2, 4 * d2 + 8 * s2],
    };
  });
}

/** Relative step of the central difference: the cube root of the rounding error of a double. */
const STEP = 6e-6;

/**
 * ∂z/∂φ at fixed u = F(z; φ), by implicit differentiation: −∂_φ F(z; φ) / p(z; φ) (Figurnov, Mohamed & Mnih 2018,
 * equation 5). It needs no inverse of F, so that a mixture or a gamma has paths too; ∂_φ F is a central difference,
 * good to some 1e-9.
 * @param family the distribution for parameters φ
 * @param z where the density is not 0
 * @returns one entry a parameter
 * @throws RangeError where the density is 0, or from `family`
 */
export function implicitPath(family: (...phi: number[]) => Distribution, phi: readonly number[], z: number): number[] {
  const density = Math.exp(family(...phi).logProb(z));
  if (!(density > 0)) throw new RangeError(`The density at z = ${z} is ${density}: no path goes through it.`);
  return phi.map((value, i) => {
    const h = STEP * Math.max(1, Math.abs(value));
    const moved = (by: number): number => family(...phi.map((v, j) => (i === j ? v + by : v))).cdf(z);
    return -(moved(h) - moved(-h)) / (2 * h) / density;
  });
}
