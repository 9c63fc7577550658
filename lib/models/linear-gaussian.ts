import { inverse, Matrix } from 'ml-matrix';
import { checkLength } from '../math/check';
import { Gaussian } from '../math/gaussian';
import { standardNormal } from '../math/random';

/**
 * The latent-variable model whose every integral is known: z ~ N(0, I), x | z ~ N(W z, I) (probabilistic PCA with
 * unit noise: Tipping & Bishop 1999, section 3).
 */
export class LinearGaussian {
  /** p(z) */
  readonly prior: Gaussian;
  /** p(x) = N(0, W Wᵀ + I) */
  readonly marginal: Gaussian;
  private readonly columns: readonly (readonly number[])[];
  private readonly posteriorCovariance: number[][];

  /**
   * @param W [dx, dz]
   * @throws RangeError when W is empty or its rows differ in length
   */
  constructor(readonly W: readonly (readonly number[])[]) {
    const latent = W[0]?.length ?? 0;
    if (latent === 0 || W.some((row) => row.length !== latent))
      throw new RangeError(`W needs at least one row and column, and rows of one length; got ${JSON.stringify(W)}.`);
    this.columns = W[0]!.map((_, j) => W.map((row) => row[j]!));
    this.prior = new Gaussian(new Array<number>(latent).fill(0), Matrix.eye(latent).to2DArray());
    this.marginal = new Gaussian(new Array<number>(W.length).fill(0), identityPlusGram(W));
    this.posteriorCovariance = inverse(new Matrix(identityPlusGram(this.columns))).to2DArray();
  }

  /** p(z | x) = N(S Wᵀ x, S) with S = (Wᵀ W + I)⁻¹; x [dx] */
  posterior(x: readonly number[]): Gaussian {
    checkLength(x.length, this.W.length, 'x');
    const projected = this.columns.map((column) => dot(column, x));
    const mean = this.posteriorCovariance.map((row) => dot(row, projected));
    return new Gaussian(mean, this.posteriorCovariance);
  }

  /** log p(x, z) = −½ ((dx + dz) log 2π + ‖z‖² + ‖x − W z‖²) in nats; x [dx], z [dz] */
  logJoint(x: readonly number[], z: readonly number[]): number {
    checkLength(x.length, this.W.length, 'x');
    checkLength(z.length, this.columns.length, 'z');
    const residual = this.W.map((row, i) => x[i]! - dot(row, z));
    return -0.5 * ((x.length + z.length) * Math.log(2 * Math.PI) + dot(z, z) + dot(residual, residual));
  }

  /** One draw from p(z) p(x | z). */
  sample(): { z: number[]; x: number[] } {
    const z = this.prior.sample();
    const x = this.W.map((row) => dot(row, z) + standardNormal());
    return { z, x };
  }
}

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

/** A Aᵀ + I of the rows of A. */
const identityPlusGram = (rows: readonly (readonly number[])[]): number[][] =>
  rows.map((a, i) => rows.map((b, j) => dot(a, b) + (i === j ? 1 : 0)));
