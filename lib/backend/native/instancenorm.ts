import * as tf from '@tensorflow/tfjs';
import type { BatchNorm } from '../batchnorm';
import { setKernel } from '../kernels/kernel';
import { executeAll } from './operation';

/** Instance normalisation by an operation of our own: see ../instancenorm and operations/instance-norm.cc. */
export function setInstanceNormKernels(): void {
  setKernel<BatchNorm>(['tensorflow'], 'InstanceNorm', ({ x, gamma, beta }, { epsilon }) =>
    tf.tidy(() => executeAll('SaddlepointInstanceNorm', [], [x!, gamma!, beta!, tf.scalar(epsilon)], 3)),
  );
  setKernel(['tensorflow'], 'InstanceNormGrad', (inputs) =>
    executeAll('SaddlepointInstanceNormGrad', [], Object.values(inputs), 3),
  );
}
