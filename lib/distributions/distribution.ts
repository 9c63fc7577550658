/** What every distribution on the real line can do. Numbers in, numbers out; logs are in nats. */
export interface Distribution {
  /** whether `logProb` is of a density or of probabilities; a mixed one has atoms and a density between them */
  readonly kind: 'continuous' | 'discrete' | 'mixed';
  /**
   * log of the density at x (continuous) or of the probability of x (discrete) in nats; −Infinity off the support.
   * @throws RangeError when x is NaN, and always for a mixed distribution
   */
  logProb(x: number): number;
  /**
   * F(x) = P[X <= x], in [0, 1].
   * @throws RangeError when x is NaN
   */
  cdf(x: number): number;
  /**
   * The generalised inverse inf { x : F(x) >= u }: the quantile of u. It is the inverse of F where F is continuous and
   * rises. At u = 0 it is the lower end of the support.
   * @throws RangeError unless u is in [0, 1]
   */
  icdf(u: number): number;
  /** One draw. All draws come from Math.random, so that `seed` makes them repeat. */
  sample(): number;
}

export interface WithEntropy {
  /** −E[log p(x)] in nats; differential entropy, which may be negative, where the distribution is continuous */
  entropy(): number;
}

/** What the score-function estimator needs: a density that is differentiable in φ on a support that does not move. */
export interface WithScore {
  /** ∇_φ log p(x; φ), one entry a parameter, in their order; its mean under p is zero */
  score(x: number): number[];
}

/** What the pathwise estimator needs: draws z = icdf(u; φ) that are differentiable in φ. */
export interface WithPath {
  /** ∂z/∂φ at fixed u, in terms of z: −∂_φ F(z; φ) / p(z; φ), one entry a parameter */
  path(z: number): number[];
}

/** A continuous distribution that can be differentiated both ways. */
export type Differentiable = Distribution & WithEntropy & WithScore & WithPath;

/** A uniform draw from the open interval (0, 1). */
export function openUniform(): number {
  let u = 0;
  while (u === 0) u = Math.random();
  return u;
}

/**
 * inf { x in [low, high] : F(x) >= u } by bisection down to neighbouring doubles; F must not fall, and reach u at
 * `high` but for rounding.
 */
export function bisectQuantile(cdf: (x: number) => number, u: number, low: number, high: number): number {
  if (cdf(low) >= u) return low;
  for (;;) {
    const middle = low + (high - low) / 2;
    if (!(middle > low && middle < high)) return high;
    if (cdf(middle) >= u) high = middle;
    else low = middle;
  }
}
