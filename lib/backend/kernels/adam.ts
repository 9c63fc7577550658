import * as tf from '@tensorflow/tfjs';
import type { AdamStep } from '../adam';
import { setKernel, type Inputs } from './kernel';

function step({ w, m, v, g }: Inputs, { alpha, beta1, beta2, epsilonHat }: AdamStep): tf.Tensor[] {
  const mean = tf.add(tf.mul(m!, beta1), tf.mul(g!, 1 - beta1));
  const square = tf.add(tf.mul(v!, beta2), tf.mul(tf.square(g!), 1 - beta2));
  const move = tf.div(tf.mul(mean, alpha), tf.add(tf.sqrt(square), epsilonHat));
  return [tf.sub(w!, move), mean, square];
}

/** Adam's step: see ../adam. */
export function setAdamKernel(): void {
  setKernel<AdamStep>(['wasm', 'cpu', 'webgpu'], 'Adam', (inputs, attrs) => {
    const stepped = tf.tidy(() => step(inputs, attrs));
    tf.dispose([inputs['m']!, inputs['v']!]);
    return stepped;
  });
}
