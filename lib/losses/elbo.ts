// Kingma and Welling 2014, "Auto-encoding variational Bayes", arXiv:1312.6114, section 2.3. All bounds are in nats, to be
// maximised. A batch has B examples, each with L draws z_l ~ q(z | x).
import type { tf } from '../backend/tf';

/**
 * Estimator A, equation 6: the mean over the draws of log p(x, z_l) - log q(z_l | x).
 * @param logWeights log p(x, z_l) - log q(z_l | x), [L, B]
 * @returns [B]
 */
export const estimatorA = (logWeights: tf.Tensor): tf.Tensor => logWeights.mean(0);

/**
 * Estimator B, equation 7: the mean over the draws of log p(x | z_l), less D_KL[q(z | x) || p(z)] in closed form.
 * @param logLikelihood log p(x | z_l), [L, B]
 * @param kl [B]
 * @returns [B]
 */
export const estimatorB = (logLikelihood: tf.Tensor, kl: tf.Tensor): tf.Tensor => logLikelihood.mean(0).sub(kl);

/**
 * Equation 8: N/M times the sum over a minibatch of M examples estimates, without bias, the bound of all N.
 * @param bounds of the examples of the minibatch, [M]
 * @param N examples in the data set
 * @returns scalar
 */
export const minibatchEstimator = (bounds: tf.Tensor, N: number): tf.Scalar =>
  bounds.sum<tf.Scalar>().mul(N / bounds.size);

/**
 * Burda, Grosse, Salakhutdinov 2016, "Importance weighted autoencoders", arXiv:1509.00519, equation 8: the log of the
 * mean weight, by log-sum-exp. Its expectation is the ELBO for one draw and rises to log p(x) with more of them.
 * @param logWeights log p(x, z_k) - log q(z_k | x), [K, B]
 * @returns [B]
 */
export const importanceWeightedBound = (logWeights: tf.Tensor): tf.Tensor =>
  logWeights.logSumExp(0).sub(Math.log(logWeights.shape[0]));
