import * as tf from '@tensorflow/tfjs';

/*
 * One step of Adam (Kingma, Ba 2015, arXiv:1412.6980, Algorithm 1) on one variable as one kernel. Composed, it is ten, and
 * a step of training spends more time between memory and registers for them than in its small layers.
 *
 *   Adam   w, m, v, g, all of one shape -> w, m, v after the step
 *
 * The kernel takes m and v over, as if disposed of: an engine may write into their memory.
 */
export interface AdamStep {
  /** learning rate with both bias corrections worked in: the paper's remark at the end of section 2 */
  alpha: number;
  beta1: number;
  beta2: number;
  /** added to the root of v, which is not corrected */
  epsilonHat: number;
}

export interface Moments {
  /** running mean of the gradients */
  m: tf.Tensor;
  /** running mean of their squares */
  v: tf.Tensor;
}

/** The weights and moments after the step; `moments` are disposed of. */
export function adamStep(w: tf.Tensor, g: tf.Tensor, moments: Moments, step: AdamStep): Moments & { w: tf.Tensor } {
  const inputs = { w, ...moments, g };
  const [stepped, m, v] = tf.engine().runKernel<tf.Tensor[]>('Adam', inputs, { ...step });
  return { w: stepped!, m: m!, v: v! };
}
