import * as tf from '@tensorflow/tfjs';
import { run, unbroadcast } from './gradients/repair';
import { recording } from './gradients/tape';

/*
 * The log density of Bernoulli variables as one kernel and one gradient kernel, on engines that have them.
 *
 *   BernoulliLogDensity      x [..., D], logits [..., ..., D] -> [..., ...], the same x for all of the first dimensions
 *   BernoulliLogDensityGrad  dy, x, logits -> dlogits
 */

const composed = (x: tf.Tensor, logits: tf.Tensor) => x.mul(logits).sub(tf.softplus(logits)).sum(-1);

const gradient: tf.GradConfig = {
  kernelName: 'BernoulliLogDensity',
  inputsToSave: ['x', 'logits'],
  gradFunc: (dy, [x, logits]) => ({
    x: () => unbroadcast((dy as tf.Tensor).expandDims(-1).mul(logits!), x!),
    logits: () =>
      recording()
        ? (dy as tf.Tensor).expandDims(-1).mul(x!.sub(tf.sigmoid(logits!)))
        : run('BernoulliLogDensityGrad', { dy: dy as tf.Tensor, x: x!, logits: logits! }),
  }),
};

export const registerBernoulliGradient = (): void => {
  tf.registerGradient(gradient);
};

/** Whether x is as long as the last dimensions of the logits. */
const repeats = (x: tf.Tensor, logits: tf.Tensor) =>
  x.rank > 0 && x.rank <= logits.rank && x.size > 0 && tf.util.arraysEqual(x.shape, logits.shape.slice(-x.rank));

/** sum_i x_i s_i - softplus(s_i), nats: x [..., D] and logits s [..., ..., D] -> [..., ...]. */
export function bernoulliLogDensity(x: tf.Tensor, logits: tf.Tensor): tf.Tensor {
  const isAtOnce = (tf.getKernel('BernoulliLogDensity', tf.getBackend()) as unknown) !== undefined;
  const isFloat = x.dtype === 'float32' && logits.dtype === 'float32';
  return isAtOnce && isFloat && repeats(x, logits) ? run('BernoulliLogDensity', { x, logits }) : composed(x, logits);
}
