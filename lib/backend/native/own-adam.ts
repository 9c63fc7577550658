import * as tf from '@tensorflow/tfjs';
import { setAdamEngine, type AdamStep, type Moments, type Move, type Slots } from '../adam';
import { executeAll, ints } from './operation';

/** t on memory that nobody else has: the operation writes where m and v lie. */
const copy = (t: tf.Tensor) => tf.mul(t, 1);

class OwnSlots implements Slots {
  readonly m: tf.Tensor;
  readonly v: tf.Tensor;

  constructor({ m, v }: Moments) {
    this.m = tf.keep(copy(m));
    this.v = tf.keep(copy(v));
  }

  read(): Moments {
    return { m: copy(this.m), v: copy(this.v) };
  }

  dispose(): void {
    tf.dispose([this.m, this.v]);
  }
}

/** All variables by one operation, which changes m and v where they are and makes new weights. */
function step(moves: readonly Move<OwnSlots>[], { alpha, beta1, beta2, epsilonHat }: AdamStep): void {
  for (const { variable, gradient } of moves) {
    tf.util.assertShapesMatch(gradient.shape, variable.shape, 'adam: a gradient of another shape than its variable: ');
  }
  if (moves.length === 0) return;
  tf.tidy(() => {
    const inputs = [
      tf.tensor1d([alpha, beta1, beta2, epsilonHat]),
      ...moves.map(({ variable }) => variable),
      ...moves.map(({ gradient }) => gradient),
      ...moves.map(({ slots }) => slots.m),
      ...moves.map(({ slots }) => slots.v),
    ];
    const moved = executeAll('SaddlepointAdam', [ints('N', moves.length)], inputs, moves.length);
    for (const [i, { variable }] of moves.entries()) variable.assign(moved[i]!);
  });
}

/** Adam by an operation of our own: see operations/adam.cc. */
export function setOwnAdam(): void {
  setAdamEngine('tensorflow', { slots: (moments) => new OwnSlots(moments), step });
}
