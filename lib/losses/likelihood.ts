import { bernoulliLogDensity } from '../backend/bernoulli';
import { tf } from '../backend/tf';
import { checkPositive } from '../math/check';
import { gaussianLogDensity } from './diagonal-gaussian';

/** What the numbers of a decoder mean: a distribution of x in which every dimension is independent, given z. */
export interface Likelihood {
  readonly name: string;
  /** log p(x | z), nats: x [..., D] and what the decoder gave [..., D] -> [...] */
  logDensity(x: tf.Tensor, decoded: tf.Tensor): tf.Tensor;
  /** E[x | z], in the decoder's shape */
  mean(decoded: tf.Tensor): tf.Tensor;
  /** one draw of x, in the decoder's shape */
  sample(decoded: tf.Tensor): tf.Tensor;
}

/**
 * Pixels of 0 and 1; the decoder gives logits s (Kingma and Welling 2014, appendix C.1):
 * log p(x) = sum_i x_i log sigmoid(s_i) + (1 - x_i) log(1 - sigmoid(s_i)) = sum_i x_i s_i - softplus(s_i).
 */
export const bernoulliLikelihood: Likelihood = {
  name: 'bernoulli',
  logDensity: bernoulliLogDensity,
  mean: (logits) => tf.sigmoid(logits),
  sample: (logits) => tf.randomUniform(logits.shape, 0, 1).less(tf.sigmoid(logits)).toFloat(),
};

/**
 * Real numbers; the decoder gives their means, and all have one standard deviation (appendix C.2, with sigma fixed).
 * @param sigma > 0, in the units of x
 * @throws RangeError unless sigma > 0
 */
export function gaussianLikelihood(sigma: number): Likelihood {
  checkPositive(sigma, 'gaussianLikelihood: sigma');
  return {
    name: `gaussian ${sigma}`,
    logDensity: (x, mean) => gaussianLogDensity(x, { mean, logVariance: tf.scalar(2 * Math.log(sigma)) }),
    mean: (mean) => mean.clone(),
    sample: (mean) => mean.add(tf.randomNormal(mean.shape, 0, sigma)),
  };
}
