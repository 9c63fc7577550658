import * as tf from '@tensorflow/tfjs';

/** The numbers of one step of Adam (Kingma, Ba 2015, arXiv:1412.6980, Algorithm 1) that all variables share. */
export interface AdamStep {
  /** learning rate with both bias corrections worked in: the paper's remark at the end of section 2 */
  alpha: number;
  beta1: number;
  beta2: number;
  /** added to the root of v, which is not corrected */
  epsilonHat: number;
}

/** What Adam remembers of one variable, in its shape. */
export interface Moments {
  /** running mean of the gradients */
  m: tf.Tensor;
  /** running mean of their squares */
  v: tf.Tensor;
}

/** The moments where an engine keeps them. */
export interface Slots {
  /** copies, which the caller disposes of */
  read(): Moments;
  dispose(): void;
}

/** One variable that a step moves. */
export interface Move<S extends Slots> {
  variable: tf.Variable;
  gradient: tf.Tensor;
  slots: S;
}

/** How an engine does Adam's step: composed, it is ten kernels a variable, each of which goes through all of its memory. */
export interface AdamEngine<S extends Slots = Slots> {
  /** Slots that begin with these moments; the caller disposes of the tensors. */
  slots(moments: Moments): S;
  step(moves: readonly Move<S>[], numbers: AdamStep): void;
}

class Composed implements Slots {
  constructor(private moments: Moments) {
    this.moments = { m: tf.keep(moments.m.clone()), v: tf.keep(moments.v.clone()) };
  }

  move(variable: tf.Variable, g: tf.Tensor, { alpha, beta1, beta2, epsilonHat }: AdamStep): void {
    const m = tf.add(tf.mul(this.moments.m, beta1), tf.mul(g, 1 - beta1));
    const v = tf.add(tf.mul(this.moments.v, beta2), tf.mul(tf.square(g), 1 - beta2));
    variable.assign(tf.sub(variable, tf.div(tf.mul(m, alpha), tf.add(tf.sqrt(v), epsilonHat))));
    this.dispose();
    this.moments = { m: tf.keep(m), v: tf.keep(v) };
  }

  read(): Moments {
    return { m: this.moments.m.clone(), v: this.moments.v.clone() };
  }

  dispose(): void {
    tf.dispose([this.moments.m, this.moments.v]);
  }
}

const composed: AdamEngine<Composed> = {
  slots: (moments) => new Composed(moments),
  step: (moves, numbers) => {
    for (const { variable, gradient, slots } of moves) {
      tf.tidy(() => {
        slots.move(variable, gradient, numbers);
      });
    }
  },
};

const engines = new Map<string, AdamEngine>();

/** Gives an engine of tfjs a way of its own. */
export function setAdamEngine<S extends Slots>(backendName: string, engine: AdamEngine<S>): void {
  engines.set(backendName, engine);
}

/** Of the engine that runs. */
export const adamEngine = (): AdamEngine => engines.get(tf.getBackend()) ?? composed;
