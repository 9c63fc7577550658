import * as tf from '@tensorflow/tfjs';
import { backpropagate, statistics, type BatchNorm } from './batchnorm';
import { recording } from './gradients/tape';

/*
 * Instance normalisation (Ulyanov, Vedaldi, Lempitsky 2016, arXiv:1607.08022) as one kernel and one gradient kernel, on
 * engines that have them.
 *
 *   InstanceNorm      x [B, H, W, C], gamma [C], beta [C], epsilon -> y [B, H, W, C], and what else the engine wants back
 *   InstanceNormGrad  dy, x, gamma, then the outputs above from the second on -> dx, dgamma, dbeta
 */

/** Of each map of each image. */
const mapMeans = (x: tf.Tensor) => x.mean([1, 2], true);

const gradient: tf.GradConfig = {
  kernelName: 'InstanceNorm',
  inputsToSave: ['x', 'gamma'],
  outputsToSave: [false, true, true],
  gradFunc: (dys, saved, attrs) => {
    const [dy] = dys as tf.Tensor[];
    const [x, gamma, ...outputs] = saved;
    const [dx, dgamma, dbeta] = recording()
      ? backpropagate(dy!, x!, gamma!, statistics(x!, mapMeans), attrs as unknown as BatchNorm, mapMeans)
      : tf.engine().runKernel<tf.Tensor[]>('InstanceNormGrad', [dy!, x!, gamma!, ...outputs] as never, attrs);
    return { x: () => dx!, gamma: () => dgamma!, beta: () => dbeta! };
  },
};

export const registerInstanceNormGradient = (): void => {
  tf.registerGradient(gradient);
};

export const hasInstanceNorm = (): boolean => (tf.getKernel('InstanceNorm', tf.getBackend()) as unknown) !== undefined;

/** Each map of x [B, H, W, C] to mean 0 and (biased) variance 1, but for epsilon, then times gamma [C] plus beta [C]. */
export function instanceNorm(x: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor, epsilon: number): tf.Tensor {
  return tf.engine().runKernel<tf.Tensor[]>('InstanceNorm', { x, gamma, beta }, { epsilon })[0]!;
}
