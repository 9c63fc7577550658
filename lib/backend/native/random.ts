import * as tf from '@tensorflow/tfjs';
import type { RandomUniform } from '../dropout';
import { setKernel } from '../kernels/kernel';
import { execute, type } from './operation';

/** Uniform numbers from a key: see ../dropout. Philox counts, so that the threads that share the work change nothing. */
export function setRandomKernel(): void {
  setKernel<RandomUniform>(['tensorflow'], 'RandomUniform', (_inputs, { shape, key }) =>
    tf.tidy(() => {
      const attrs = [type('dtype', 'TF_FLOAT'), type('T', 'TF_INT32'), type('Tseed', 'TF_INT32')];
      return execute('StatelessRandomUniform', attrs, [tf.tensor1d(shape, 'int32'), tf.tensor1d(key, 'int32')]);
    }),
  );
}
