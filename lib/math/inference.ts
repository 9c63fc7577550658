import { checkCount } from './check';
import type { Gaussian } from './gaussian';
import { meanField } from './mean-field';

/** What is lost below log p(x), in nats; both are 0 or more. */
export interface InferenceGaps {
  /** by the family: the best factorised q is not the posterior */
  readonly approximation: number;
  /** by the encoder: its q is not the best of the family for this x */
  readonly amortisation: number;
}

/**
 * The two gaps between log p(x) and the free energy of a factorised q (Cremer, Li & Duvenaud 2018, section 2), where
 * the posterior is a known Gaussian: log p(x) − L(q) = D_KL[q ‖ posterior] = approximation + amortisation.
 * @param q with a diagonal covariance, as an encoder gives it for this x
 * @throws RangeError when q is correlated or has another dimension
 */
export function inferenceGaps(posterior: Gaussian, q: Gaussian): InferenceGaps {
  q.covariance.forEach((row, i) => {
    row.forEach((value, j) => {
      if (i !== j && value !== 0)
        throw new RangeError(`The covariance of q at [${i}][${j}] is ${value}: a factorised q has zeros there.`);
    });
  });
  const approximation = meanField(posterior, posterior.mean).q.kl(posterior);
  return { approximation, amortisation: q.kl(posterior) - approximation };
}

/** A model with a Gaussian prior, whose joint can be evaluated; a `LinearGaussian` is one. */
export interface PriorModel {
  readonly prior: Gaussian;
  logJoint(x: readonly number[], z: readonly number[]): number;
}

/** Single-draw estimates of the same free energy, [samples] each, made from the same draws. */
export interface ELBOEstimates {
  /** log p(x, z) − log q(z): estimator A of Kingma & Welling 2014, equation 6 */
  readonly joint: Float64Array;
  /** −D_KL[q ‖ p(z)] + log p(x | z): their estimator B, equation 7 */
  readonly kl: Float64Array;
}

/**
 * The free energy L(q) = E_q[log p(x, z) − log q(z)] = −D_KL[q ‖ p(z)] + E_q[log p(x | z)] of one x, estimated in
 * both forms from draws z ~ q. Neither always has the smaller variance: at the posterior the first has none at all.
 * @param x [dx]
 * @param q over z [dz]
 * @throws RangeError when a dimension differs or `samples` is not a whole number above 0
 */
export function elboEstimates(model: PriorModel, x: readonly number[], q: Gaussian, samples: number): ELBOEstimates {
  checkCount(samples, 'samples');
  const penalty = q.kl(model.prior);
  const draws = Array.from({ length: samples }, () => {
    const z = q.sample();
    const joint = model.logJoint(x, z);
    return [joint - q.logDensity(z), joint - model.prior.logDensity(z) - penalty] as const;
  });
  return { joint: Float64Array.from(draws, ([a]) => a), kl: Float64Array.from(draws, ([, b]) => b) };
}
