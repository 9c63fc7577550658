import * as tf from '@tensorflow/tfjs';

/**
 * tf.losses.softmaxCrossEntropy brings a gradient of its own, which is wrong twice, silently: its second derivative
 * loses a term, and the derivative with respect to the labels is labels - softmax in place of -log softmax. Written
 * with logSoftmax, it needs none.
 */
export function repairLosses(): void {
  // The signature is tfjs's own.
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
  tf.losses.softmaxCrossEntropy = <T extends tf.Tensor, O extends tf.Tensor>(
    onehotLabels: T | tf.TensorLike,
    logits: T | tf.TensorLike,
    weights?: tf.Tensor | tf.TensorLike,
    labelSmoothing = 0,
    reduction = tf.Reduction.SUM_BY_NONZERO_WEIGHTS,
  ): O =>
    tf.tidy(() => {
      const [labels, x] = [tf.cast(onehotLabels, 'float32'), tf.cast(logits, 'float32')];
      tf.util.assertShapesMatch(labels.shape, x.shape, 'Error in softmaxCrossEntropy: ');
      const classes = x.shape[x.rank - 1]!;
      const smooth = labels.mul(1 - labelSmoothing).add(labelSmoothing / classes);
      const losses = tf.logSoftmax(x).mul(smooth).sum(-1).neg();
      return tf.losses.computeWeightedLoss(losses, weights, reduction);
    });
}
