import * as tf from '@tensorflow/tfjs';
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
  const dz = activation === 'relu' ? tf.mul(dy, tf.step(y!)) : dy;
  return {
    x: () => tf.matMul(dz, w!, false, true),
    w: () => tf.matMul(x!, dz, true),
    bias: () => tf.sum(dz, 0),
  };
}

function fused(dy: tf.Tensor, [x, w, , y]: tf.Tensor[], attrs: Dense) {
  const run = (side: string, other: tf.NamedTensorMap): tf.Tensor =>
    tf.engine().runKernel(`DenseGrad${side}`, { dy, y: y!, ...other }, { ...attrs });
  return { x: () => run('X', { w: w! }), w: () => run('W', { x: x! }), bias: () => run('Bias', {}) };
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
  tf.engine().runKernel('Dense', { x, w, bias }, { activation });
