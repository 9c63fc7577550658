import * as tf from '@tensorflow/tfjs';
import type { AdamStep } from '../adam';
import { setKernel, type Inputs } from '../kernels/kernel';
import { execute, run, shape, text, type } from './operation';

/** By this name TensorFlow makes a variable of its own for everyone who asks (core/framework/resource_handle.cc). */
const anonymous = 'cd2c89b7-88b7-44c8-ad83-06c2a9158347';

/** A variable of TensorFlow, which operations can change: a tensor of tfjs cannot be changed. Shares the memory of t. */
function variable(t: tf.Tensor): tf.Tensor {
  const attrs = [text('container', ''), text('shared_name', anonymous), type('dtype', 'TF_FLOAT'), shape('shape', t.shape)]; // prettier-ignore
  const handle = execute('VarHandleOp', attrs, []);
  run('AssignVariableOp', [type('dtype', 'TF_FLOAT')], [handle, t]);
  return handle;
}

/** The value of a variable, which ends here. */
function take(handle: tf.Tensor): tf.Tensor {
  const value = execute('ReadVariableOp', [type('dtype', 'TF_FLOAT')], [handle]);
  run('DestroyResourceOp', [], [handle]);
  return value;
}

function step({ w, m, v, g }: Inputs, { alpha, beta1, beta2, epsilonHat }: AdamStep): tf.Tensor[] {
  const variables = [w!, m!, v!].map(variable);
  tf.dispose([m!, v!]); // nobody else holds their memory now, so that TensorFlow writes into it in place of a copy
  // TensorFlow would correct the bias by the powers of beta in float32; with powers of 0 it takes alpha as it is.
  const numbers = [0, 0, alpha, beta1, beta2, epsilonHat].map((x) => tf.scalar(x));
  run('ResourceApplyAdam', [type('T', 'TF_FLOAT')], [...variables, ...numbers, g!]);
  return variables.map(take);
}

/** Adam's step: see ../adam. */
export function setAdamKernel(): void {
  setKernel<AdamStep>(['tensorflow'], 'Adam', (inputs, attrs) => tf.tidy(() => step(inputs, attrs)));
}
