import * as tf from '@tensorflow/tfjs';
import { setKernel } from './kernel';

/**
 * tfjs's wasm engine has no einsum. Every operand is spread over all the axes of the equation, so that the product is
 * one of equal shapes, and what the output does not name is summed.
 */
function einsum(operands: tf.Tensor[], equation: string): tf.Tensor {
  const [inputs, output] = equation.replace(/\s/g, '').split('->') as [string, string];
  const names = inputs.split(',').map((axes) => Array.from(axes));
  const summed = [...new Set(names.flat())].filter((axis) => !output.includes(axis));
  const all = [...Array.from(output), ...summed];
  const spread = operands.map((x, i) => {
    const own = names[i]!;
    const order = all.filter((axis) => own.includes(axis)).map((axis) => own.indexOf(axis));
    return tf.transpose(x, order).reshape(all.map((axis) => (own.includes(axis) ? x.shape[own.indexOf(axis)]! : 1)));
  });
  const product = spread.reduce((a, b) => a.mul(b));
  return product.sum(summed.map((_, i) => output.length + i));
}

export function setEinsumKernel(): void {
  setKernel<{ equation: string }>(['wasm'], 'Einsum', (inputs, { equation }) =>
    tf.tidy(() => einsum(Object.values(inputs), equation)),
  );
}
