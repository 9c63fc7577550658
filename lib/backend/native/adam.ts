import * as tf from '@tensorflow/tfjs';
import { setAdamEngine, type AdamStep, type Moments, type Move, type Slots } from '../adam';
import { execute, run, shape, text, type } from './operation';

/** By this name TensorFlow makes a variable of its own for everyone who asks (core/framework/resource_handle.cc). */
const anonymous = 'cd2c89b7-88b7-44c8-ad83-06c2a9158347';
const dtype = () => type('dtype', 'TF_FLOAT');

/** A variable of TensorFlow, which operations can change in place: a tensor of tfjs cannot be changed. */
class NativeVariable {
  readonly handle: tf.Tensor;

  constructor(size: number[]) {
    this.handle = tf.keep(
      execute(
        'VarHandleOp',
        [text('container', ''), text('shared_name', anonymous), dtype(), shape('shape', size)],
        [],
      ),
    );
  }

  /** From now on it has the value of t, and shares its memory until one of both changes. */
  assign(t: tf.Tensor): this {
    run('AssignVariableOp', [dtype()], [this.handle, t]);
    return this;
  }

  /** Its value, on its own memory: as long as the tensor lives, a change makes a copy. */
  read(): tf.Tensor {
    return execute('ReadVariableOp', [dtype()], [this.handle]);
  }

  dispose(): void {
    run('DestroyResourceOp', [], [this.handle]);
    this.handle.dispose();
  }
}

class NativeSlots implements Slots {
  private readonly m: NativeVariable;
  private readonly v: NativeVariable;
  private readonly w: NativeVariable;
  /** of the weights' last value that w knows */
  private dataId: object | undefined;

  constructor({ m, v }: Moments) {
    this.w = new NativeVariable(m.shape);
    this.m = new NativeVariable(m.shape).assign(m);
    this.v = new NativeVariable(v.shape).assign(v);
  }

  /** @param numbers lr and what follows it in TensorFlow's list of ops */
  move(variable: tf.Variable, g: tf.Tensor, numbers: readonly tf.Tensor[]): void {
    tf.util.assertShapesMatch(g.shape, variable.shape, 'adam: a gradient of another shape than its variable: ');
    if (this.dataId !== variable.dataId) this.w.assign(variable);
    // Like variable.assign(), but the old value goes first: then nobody else holds its memory, and TensorFlow writes there.
    tf.engine().disposeTensor(variable);
    run('ResourceApplyAdam', [type('T', 'TF_FLOAT')], [this.w.handle, this.m.handle, this.v.handle, ...numbers, g]);
    const { dataId } = this.w.read();
    Object.assign(variable, { dataId });
    tf.engine().incRef(variable, tf.backend());
    this.dataId = dataId;
  }

  read(): Moments {
    return { m: this.m.read(), v: this.v.read() };
  }

  dispose(): void {
    for (const part of [this.m, this.v, this.w]) part.dispose();
  }
}

function step(moves: readonly Move<NativeSlots>[], { alpha, beta1, beta2, epsilonHat }: AdamStep): void {
  tf.tidy(() => {
    // TensorFlow would correct the bias by the powers of beta in float32; with powers of 0 it takes alpha as it is.
    const numbers = [0, 0, alpha, beta1, beta2, epsilonHat].map((x) => tf.scalar(x));
    for (const { variable, gradient, slots } of moves) slots.move(variable, gradient, numbers);
  });
}

/** Adam by TensorFlow's own kernel, on variables that live as long as the optimizer. */
export function setNativeAdam(): void {
  setAdamEngine('tensorflow', { slots: (moments) => new NativeSlots(moments), step });
}
