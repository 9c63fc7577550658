import * as tf from '@tensorflow/tfjs';
import { setKernel } from './kernel';

interface MatMul {
  transposeA: boolean;
  transposeB: boolean;
}

/** Exchanges the last two axes. */
function transposed(t: tf.Tensor): tf.Tensor {
  const axes = t.shape.map((_, i) => i);
  return tf.transpose(t, [...axes.slice(0, -2), ...axes.slice(-2).reverse()]);
}

/**
 * The product that tfjs ships is fast (XNNPACK) only without transposes, and otherwise a plain loop, 15 to 40 times
 * slower: so transpose first.
 */
export function setMatMulKernel(): void {
  setKernel<MatMul>(['wasm'], 'BatchMatMul', ({ a, b }, { transposeA, transposeB }, shipped) =>
    tf.tidy(() => {
      const inputs = { a: transposeA ? transposed(a!) : a!, b: transposeB ? transposed(b!) : b! };
      return shipped(inputs, { transposeA: false, transposeB: false });
    }),
  );
}
