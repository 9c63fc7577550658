import * as tf from '@tensorflow/tfjs';
import type { BatchNorm } from '../batchnorm';
import { setKernel } from '../kernels/kernel';
import { executeAll, ints } from './operation';

/** The parts of x that are normalised by themselves: each image, or all of them together. */
const groups = { InstanceNorm: (x: tf.Tensor) => x.shape[0], BatchNormTraining: () => 1 };

/**
 * Instance and batch normalisation by an operation of our own: see ../instancenorm, ../batchnorm and
 * operations/normalization.cc.
 */
export function setNormalizationKernels(): void {
  for (const [kernel, count] of Object.entries(groups)) {
    const attrs = (x: tf.Tensor) => [ints('numbers', [count(x)])];
    setKernel<BatchNorm>(['tensorflow'], kernel, ({ x, gamma, beta }, { epsilon }) =>
      tf.tidy(() => {
        const inputs = [x!, gamma!, beta!, tf.scalar(epsilon)];
        const [y, ...statistics] = executeAll('SaddlepointNormalize', attrs(x!), inputs, 3);
        return [y!, ...statistics.map((s) => (kernel === 'InstanceNorm' ? s : s.reshape([-1])))];
      }),
    );
    setKernel<BatchNorm>(['tensorflow'], `${kernel}Grad`, (inputs, { epsilon }) =>
      tf.tidy(() => {
        const all = [...Object.values(inputs), tf.scalar(epsilon)];
        return executeAll('SaddlepointNormalizeGrad', attrs(all[1]!), all, 3);
      }),
    );
  }
}
