import { tf } from '../backend/tf';

/** N(mean, diag(exp(logVariance))) for each example of a batch; all of its functions keep the axes before the last. */
export interface DiagonalGaussian {
  /** mu [..., J] */
  readonly mean: tf.Tensor;
  /** log sigma^2 [..., J]: any real number is one, so that a network can give it, and its exponential is the variance */
  readonly logVariance: tf.Tensor;
}

const LOG_2PI = Math.log(2 * Math.PI);

/**
 * z = mu + sigma * epsilon (Kingma and Welling 2014, section 2.4): a draw from q that q's parameters have a gradient
 * through.
 * @param noise epsilon ~ N(0, I), [..., J]; more axes in front than q has give more draws
 * @returns z, in the shape of the noise
 */
export const reparameterize = ({ mean, logVariance }: DiagonalGaussian, noise: tf.Tensor): tf.Tensor =>
  noise.mul(logVariance.div(2).exp()).add(mean);

/** log N(z; mu, sigma^2) = -1/2 sum_j (log 2 pi + log sigma_j^2 + (z_j - mu_j)^2 / sigma_j^2), nats: z [..., J] -> [...] */
export const gaussianLogDensity = (z: tf.Tensor, { mean, logVariance }: DiagonalGaussian): tf.Tensor =>
  z.sub(mean).square().mul(logVariance.neg().exp()).add(logVariance).add(LOG_2PI).sum(-1).mul(-0.5);

/** log N(z; 0, I), nats: z [..., J] -> [...] */
export const standardNormalLogDensity = (z: tf.Tensor): tf.Tensor => z.square().add(LOG_2PI).sum(-1).mul(-0.5);

/**
 * D_KL[q || N(0, I)] = -1/2 sum_j (1 + log sigma_j^2 - mu_j^2 - sigma_j^2), nats, never negative: [..., J] -> [...]
 * (Kingma and Welling 2014, appendix B).
 */
export const standardNormalKL = ({ mean, logVariance }: DiagonalGaussian): tf.Tensor =>
  mean.square().add(logVariance.exp()).sub(logVariance).sub(1).sum(-1).mul(0.5);
