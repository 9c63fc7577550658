import { CholeskyDecomposition, inverse, Matrix } from 'ml-matrix';
import { checkLength, checkPositive } from './check';
import { standardNormal } from './random';

const LOG_2PI = Math.log(2 * Math.PI);

/** Covariances that came out of arithmetic may be asymmetric by rounding, relative to their largest entry. */
const SYMMETRY_TOLERANCE = 1e-8;

/**
 * log N(x; mean, sigma²) in nats.
 * @param sigma the standard deviation (not the variance)
 * @throws RangeError unless sigma > 0
 */
export function normalLogDensity(x: number, mean: number, sigma: number): number {
  checkPositive(sigma, 'sigma');
  const z = (x - mean) / sigma;
  return -0.5 * (LOG_2PI + z * z) - Math.log(sigma);
}

/** The Gaussian N(mean, covariance) on R^d, held by the Cholesky factor L of its covariance: covariance = L Lᵀ. */
export class Gaussian {
  readonly dimension: number;
  /** log |covariance| */
  readonly logDeterminant: number;
  private readonly factor: readonly (readonly number[])[];
  /** the rows of the factor up to the diagonal, one after another, on the diagonal its reciprocal */
  private readonly lower: Float64Array;
  private readonly white: Float64Array;

  /**
   * @param mean [d]
   * @param covariance [d, d], symmetric and positive definite
   * @throws RangeError for another shape, or a covariance that is not symmetric or not positive definite
   */
  constructor(
    readonly mean: readonly number[],
    readonly covariance: readonly (readonly number[])[],
  ) {
    this.dimension = mean.length;
    if (mean.length === 0) throw new RangeError('The mean is empty: a Gaussian needs at least one dimension.');
    if (!mean.every(Number.isFinite)) throw new RangeError(`The mean [${mean}] holds a number that is not finite.`);
    this.factor = cholesky(covariance, mean.length);
    this.lower = Float64Array.from(this.factor.flatMap((row, i) => [...row.slice(0, i), 1 / row[i]!]));
    this.white = new Float64Array(mean.length);
    this.logDeterminant = 2 * this.factor.reduce((sum, row, i) => sum + Math.log(row[i]!), 0);
  }

  /** L⁻¹ (x − mean): [d] -> [d], white noise when x comes from this Gaussian. */
  whiten(x: ArrayLike<number>): number[] {
    return Array.from(this.whitened(x));
  }

  /** log N(x; mean, covariance) in nats; x [d]. */
  logDensity(x: ArrayLike<number>): number {
    const z = this.whitened(x);
    let squares = 0;
    for (let i = 0; i < z.length; i++) squares += z[i]! * z[i]!;
    return -0.5 * (this.dimension * LOG_2PI + this.logDeterminant + squares);
  }

  /** Differential entropy ½ log |2πe covariance| in nats; it may be negative. */
  entropy(): number {
    return 0.5 * (this.dimension * (LOG_2PI + 1) + this.logDeterminant);
  }

  /** One draw [d]. */
  sample(): number[] {
    const noise = this.mean.map(standardNormal);
    return this.mean.map((m, i) => this.factor[i]!.reduce((sum, l, j) => (j <= i ? sum + l * noise[j]! : sum), m));
  }

  /** The inverse of the covariance [d, d]. */
  precision(): number[][] {
    return inverse(new Matrix(this.covariance.map((row) => [...row]))).to2DArray();
  }

  /**
   * D_KL[this ‖ other] = ½ (tr(Σ₂⁻¹ Σ₁) + (μ₂ − μ₁)ᵀ Σ₂⁻¹ (μ₂ − μ₁) − d + log |Σ₂| − log |Σ₁|) in nats.
   * @throws RangeError when the dimensions differ
   */
  kl(other: Gaussian): number {
    checkLength(other.dimension, this.dimension, "The other Gaussian's mean");
    let squares = 0; // the trace is the squared Frobenius norm of L₂⁻¹ L₁
    for (const z of other.whitened(this.mean)) squares += z * z;
    for (let j = 0; j < this.dimension; j++)
      for (const z of other.solve(Float64Array.from(this.factor, (row) => row[j]!))) squares += z * z;
    return 0.5 * (squares - this.dimension + other.logDeterminant - this.logDeterminant);
  }

  /** As `whiten`, in memory that the next call overwrites: a density is asked for too often for an array each. */
  private whitened(x: ArrayLike<number>): Float64Array {
    const { white, mean } = this;
    checkLength(x.length, this.dimension, 'x');
    for (let i = 0; i < white.length; i++) white[i] = x[i]! - mean[i]!;
    return this.solve(white);
  }

  /** Forward substitution, in place: L⁻¹ b. */
  private solve(b: Float64Array): Float64Array {
    const { lower } = this;
    let at = 0;
    for (let i = 0; i < b.length; i++) {
      let value = b[i]!;
      for (let j = 0; j < i; j++) value -= lower[at++]! * b[j]!;
      b[i] = value * lower[at++]!;
    }
    return b;
  }
}

/** The lower factor of a covariance [d, d]. */
function cholesky(covariance: readonly (readonly number[])[], d: number): number[][] {
  checkLength(covariance.length, d, 'The covariance');
  covariance.forEach((row, i) => {
    checkLength(row.length, d, `Row ${i} of the covariance`);
  });
  const largest = Math.max(...covariance.flat().map(Math.abs));
  const symmetric = Matrix.zeros(d, d);
  covariance.forEach((row, i) => {
    row.forEach((value, j) => {
      const mirrored = covariance[j]![i]!;
      if (!(Math.abs(value - mirrored) <= SYMMETRY_TOLERANCE * largest))
        throw new RangeError(`The covariance is not symmetric: [${i}][${j}] is ${value}, [${j}][${i}] is ${mirrored}.`);
      symmetric.set(i, j, (value + mirrored) / 2);
    });
  });
  const decomposition = new CholeskyDecomposition(symmetric);
  if (!decomposition.isPositiveDefinite())
    throw new RangeError(
      `The covariance ${JSON.stringify(covariance)} is not positive definite: every variance must be greater than 0.`,
    );
  return decomposition.lowerTriangularMatrix.to2DArray();
}
