import { tf } from '../backend/tf';

/** So that a probability of 0 has a logarithm. */
const log = (p: tf.Tensor) => p.add(1e-8).log();

/**
 * How well two looks at the same things agree on their clusters, and with how many clusters, in nats, at most log K:
 * H[mean of q(k | .)] - CE, the entropy of a batch's clusters less the cross entropy of one look's cluster to the other's.
 * Never more than I(k; x), and equal to it where q(k | both looks) is the same. It is log K where both looks are surely in
 * one cluster and all clusters are as common as each other (Hu, Miyato, Tokui, Matsumoto and Sugiyama 2017, "Learning
 * discrete representations via information maximizing self-augmented training", arXiv:1702.08720, equation 5, with
 * lambda = 1 and both looks on a par).
 * @param p q(k | one look) [B, K], rows that sum to one
 * @param q q(k | another look at the same things) [B, K]
 */
export function agreement(p: tf.Tensor2D, q: tf.Tensor2D): tf.Scalar {
  const crossEntropy = p
    .mul(log(q))
    .add(q.mul(log(p)))
    .sum(1)
    .mean<tf.Scalar>()
    .div(-2);
  const marginal = p.add(q).mean(0).div(2);
  const entropy = marginal.mul(log(marginal)).sum<tf.Scalar>().neg();
  return entropy.sub(crossEntropy);
}
