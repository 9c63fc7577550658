import * as tf from '@tensorflow/tfjs';
import { run } from './gradients/repair';
import { recording } from './gradients/tape';

/*
 * A dense layer as one kernel and a gradient kernel for each input, on engines that have them.
 *
 *   Dense          x [B, K], w [K, N], bias [N], activation -> y [B, N] = activation(x w + bias)
 *   DenseGradX     dy, y, w, activation -> dx
 *   DenseGradW     dy, y, x, activation -> dw
 *   DenseGradBias  dy, y, activation -> dbias
 */
export interface Dense {
  activation: 'linear' | 'relu';
}

/** The same of plain operations, which can be differentiated again. */
function composed(dy: tf.Tensor, [x, w, , y]: tf.Tensor[], { activation }: Dense) {
  const dz = activation === 'relu' ? run('ReluGrad', { dy, x: y! }) : dy;
  return {
    x: () => tf.matMul(dz, w!, false, true),
    w: () => tf.matMul(x!, dz, true),
    bias: () => tf.sum(dz, 0),
  };
}

function fused(dy: tf.Tensor, [x, w, , y]: tf.Tensor[], attrs: Dense) {
  const side = (name: string, other: tf.NamedTensorMap) => () =>
    run(`DenseGrad${name}`, { dy, y: y!, ...other }, attrs);
  return { x: side('X', { w: w! }), w: side('W', { x: x! }), bias: side('Bias', {}) };
}

const gradient: tf.GradConfig = {
  kernelName: 'Dense',
  inputsToSave: ['x', 'w', 'bias'],
  outputsToSave: [true],
  gradFunc: (dy, saved, attrs) => (recording() ? composed : fused)(dy as tf.Tensor, saved, attrs as unknown as Dense),
};

export const registerDenseGradient = (): void => {
  tf.registerGradient(gradient);
};

export const hasDense = (): boolean => (tf.getKernel('Dense', tf.getBackend()) as unknown) !== undefined;

/** activation(x w + bias), [B, N], of x [B, K], w [K, N] and bias [N]. */
export const dense = (x: tf.Tensor, w: tf.Tensor, bias: tf.Tensor, activation: Dense['activation']): tf.Tensor =>
  run('Dense', { x, w, bias }, { activation });
