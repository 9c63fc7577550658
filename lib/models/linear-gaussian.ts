import { Gaussian } from '../math/gaussian';
import { standardNormal } from '../math/random';

/**
 * The latent-variable model whose every integral is known: z ~ N(0, I), x | z ~ N(W z, I) (probabilistic PCA with
 * unit noise; Tipping & Bishop 1999, section 3).
 * @param W [dx, dz]
 * @throws RangeError when W is empty or its rows differ in length
 */
export function linearGaussian(W: readonly (readonly number[])[]) {
  const latent = W[0]?.length ?? 0;
  if (latent === 0 || W.some((row) => row.length !== latent))
    throw new RangeError(`W needs at least one row and column, and rows of one length; got ${JSON.stringify(W)}.`);
  const columns = W[0]!.map((_, j) => W.map((row) => row[j]!));
  const zeros = (n: number): number[] => new Array<number>(n).fill(0);
  const posteriorPrecision = new Gaussian(zeros(latent), identityPlusGram(columns));
  const posteriorCovariance = posteriorPrecision.precision();

  return {
    /** p(z) */
    prior: new Gaussian(zeros(latent), identityPlusGram(columns.map(() => []))),
    /** p(x) = N(0, W Wᵀ + I) */
    marginal: new Gaussian(zeros(W.length), identityPlusGram(W)),
    /** p(z | x) = N(S Wᵀ x, S) with S = (Wᵀ W + I)⁻¹; x [dx] */
    posterior: (x: readonly number[]): Gaussian => {
      const projected = columns.map((column) => dot(column, x));
      return new Gaussian(
        posteriorCovariance.map((row) => dot(row, projected)),
        posteriorCovariance,
      );
    },
    /** log p(x, z) = −½ ((dx + dz) log 2π + ‖z‖² + ‖x − W z‖²) in nats */
    logJoint: (x: readonly number[], z: readonly number[]): number => {
      const residual = W.map((row, i) => x[i]! - dot(row, z));
      return -0.5 * ((W.length + latent) * Math.log(2 * Math.PI) + dot(z, z) + dot(residual, residual));
    },
    /** one draw from p(z) p(x | z) */
    sample: (): { z: number[]; x: number[] } => {
      const z = zeros(latent).map(standardNormal);
      return { z, x: W.map((row) => dot(row, z) + standardNormal()) };
    },
  };
}

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

/** A Aᵀ + I of the rows of A. */
const identityPlusGram = (rows: readonly (readonly number[])[]): number[][] =>
  rows.map((a, i) => rows.map((b, j) => dot(a, b) + (i === j ? 1 : 0)));
