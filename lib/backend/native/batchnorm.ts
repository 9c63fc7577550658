import * as tf from '@tensorflow/tfjs';
import type { BatchNorm } from '../batchnorm';
import { setKernel } from '../kernels/kernel';
import { executeAll, flag, float, text, type } from './operation';

const attrs = (epsilon: number) => [
  type('T', 'TF_FLOAT'),
  type('U', 'TF_FLOAT'),
  float('epsilon', epsilon),
  text('data_format', 'NHWC'),
  flag('is_training', true),
];

/** TensorFlow wants images: of what is none, every row becomes one of a single pixel. */
const asImages = (x: tf.Tensor) => (x.rank === 4 ? x : x.reshape([-1, 1, 1, x.shape[x.rank - 1]!]));
const shapedLike = (x: tf.Tensor, y: tf.Tensor) => (x.rank === 4 ? y : y.reshape(x.shape));

function train(x: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor, epsilon: number): tf.Tensor[] {
  const none = tf.tensor1d([]); // moving averages are the layer's business
  const inputs = [asImages(x), gamma, beta, none, none];
  const [y, mean, variance, ...reserved] = executeAll('FusedBatchNormV3', attrs(epsilon), inputs, 6);
  const rows = x.size / gamma.size;
  const biased = variance!.mul(Math.max(1, rows - 1) / rows); // TensorFlow divides by rows - 1
  return [shapedLike(x, y!), mean!, biased, ...reserved];
}

function backpropagate([dy, x, gamma, , , ...reserved]: tf.Tensor[], epsilon: number): tf.Tensor[] {
  const inputs = [asImages(dy!), asImages(x!), gamma!, ...reserved];
  const [dx, dgamma, dbeta] = executeAll('FusedBatchNormGradV3', attrs(epsilon), inputs, 5);
  return [shapedLike(x!, dx!), dgamma!, dbeta!];
}

/** Batch normalisation in training: see ../batchnorm. */
export function setBatchNormKernels(): void {
  setKernel<BatchNorm>(['tensorflow'], 'BatchNormTraining', ({ x, gamma, beta }, { epsilon }) =>
    tf.tidy(() => train(x!, gamma!, beta!, epsilon)),
  );
  setKernel<BatchNorm>(['tensorflow'], 'BatchNormTrainingGrad', (inputs, { epsilon }) =>
    tf.tidy(() => backpropagate(Object.values(inputs), epsilon)),
  );
}
