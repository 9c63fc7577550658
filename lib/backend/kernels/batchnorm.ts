import * as tf from '@tensorflow/tfjs';
import { backpropagate, statistics, type BatchNorm } from '../batchnorm';
import { setKernel } from './kernel';

function train(x: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor, { epsilon }: BatchNorm): tf.Tensor[] {
  const { mean, variance } = statistics(x);
  const slope = tf.rsqrt(variance.add(epsilon)).mul(gamma);
  return [x.sub(mean).mul(slope).add(beta), mean, variance];
}

/**
 * tfjs's kernel for given statistics takes them to run along the last axis, whatever their shape: others, as
 * batchNormalization({ axis: 1 }) gives, come out wrong. Those are broadcast by plain ops.
 */
function setGivenStatisticsKernel(): void {
  setKernel<{ varianceEpsilon: number }>(['wasm', 'cpu'], 'FusedBatchNorm', (inputs, attrs, shipped) => {
    const { x, mean, variance, scale, offset } = inputs as Record<string, tf.Tensor | null>;
    if (mean!.rank === 1) return shipped(inputs, attrs);
    return tf.tidy(() => {
      const inverse = tf.rsqrt(variance!.add(attrs.varianceEpsilon));
      const normal = x!.sub(mean!).mul(scale ? inverse.mul(scale) : inverse);
      return offset ? normal.add(offset) : normal;
    });
  });
}

/** Batch normalisation in training: see ../batchnorm. */
export function setBatchNormKernels(): void {
  setGivenStatisticsKernel();
  setKernel<BatchNorm>(['wasm', 'cpu', 'webgpu'], 'BatchNormTraining', ({ x, gamma, beta }, attrs) =>
    tf.tidy(() => train(x!, gamma!, beta!, attrs)),
  );
  setKernel<BatchNorm>(['wasm', 'cpu', 'webgpu'], 'BatchNormTrainingGrad', (inputs, attrs) =>
    tf.tidy(() => {
      const [dy, x, gamma, mean, variance] = Object.values(inputs) as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor]; // prettier-ignore
      return backpropagate(dy, x, gamma, { mean, variance }, attrs);
    }),
  );
}
