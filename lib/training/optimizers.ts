import { tf } from '../backend/tf';

export interface AdamConfig {
  /** alpha of the paper, > 0 */
  learningRate: number;
  /** decay of the mean of the gradients, in [0, 1) */
  beta1: number;
  /** decay of the mean of their squares, in [0, 1); 0.999 unless said */
  beta2?: number;
  /** added to the root of the second moment; 1e-8 unless said */
  epsilon?: number;
}

/** Adam, Kingma and Ba 2015, Algorithm 1. Its state can be saved and restored exactly. */
export const adam = (config: AdamConfig): Adam => new Adam(config);

interface Moments {
  m: tf.Variable;
  v: tf.Variable;
}

/**
 * Differs from tfjs's Adam in two ways: the bias corrections 1 - beta^t come from the step count t in float64, so that
 * nothing drifts and a restored training goes on bit by bit; and the order of Algorithm 1's last lines is the one of
 * section 2 of the paper, which needs fewer kernels.
 */
export class Adam extends tf.Optimizer {
  static readonly className = 'SaddlepointAdam';
  private readonly config: Required<AdamConfig>;
  /** in the order in which the variables first came */
  private moments: Moments[] = [];
  private readonly order = new Map<string, number>();

  constructor({ learningRate, beta1, beta2 = 0.999, epsilon = 1e-8 }: AdamConfig) {
    super();
    this.config = { learningRate, beta1, beta2, epsilon };
    for (const [name, value] of Object.entries({ beta1, beta2 })) {
      if (!(value >= 0 && value < 1)) throw new RangeError(`adam: ${name} must be in [0, 1), but is ${value}.`);
    }
    if (!(learningRate > 0)) throw new RangeError(`adam: learningRate must be above 0, but is ${learningRate}.`);
  }

  applyGradients(gradients: tf.NamedTensorMap | { name: string; tensor: tf.Tensor }[]): void {
    this.incrementIterations();
    const { learningRate, beta1, beta2, epsilon } = this.config;
    const t = this.iterations;
    const correction = Math.sqrt(1 - beta2 ** t);
    const named = Array.isArray(gradients)
      ? gradients
      : Object.entries(gradients).map(([name, tensor]) => ({ name, tensor }));
    tf.tidy(() => {
      const [b1, b2, c1, c2] = [beta1, beta2, 1 - beta1, 1 - beta2].map((x) => tf.scalar(x));
      const rate = tf.scalar((learningRate * correction) / (1 - beta1 ** t));
      const epsilonHat = tf.scalar(epsilon * correction);
      for (const { name, tensor: g } of named) {
        const variable = tf.engine().registeredVariables[name]!;
        const { m, v } = this.momentsOf(variable);
        m.assign(tf.add(tf.mul(m, b1!), tf.mul(g, c1!)));
        v.assign(tf.add(tf.mul(v, b2!), tf.mul(tf.square(g), c2!)));
        variable.assign(tf.sub(variable, tf.div(tf.mul(m, rate), tf.add(tf.sqrt(v), epsilonHat))));
      }
    });
  }

  private momentsOf(variable: tf.Variable): Moments {
    let i = this.order.get(variable.name);
    if (i === undefined) this.order.set(variable.name, (i = this.order.size));
    return (this.moments[i] ??= {
      m: tf.variable(tf.zerosLike(variable), false),
      v: tf.variable(tf.zerosLike(variable), false),
    });
  }

  /** [t, m and v of the first variable, m and v of the second, ...]; the caller disposes of t alone. */
  override async getWeights(): Promise<{ name: string; tensor: tf.Tensor }[]> {
    const slots = this.moments.flatMap(({ m, v }) => [
      { name: 'm', tensor: m },
      { name: 'v', tensor: v },
    ]);
    return [await this.saveIterations(), ...slots];
  }

  /** Takes what getWeights gave, in the same order, before or after the first step. */
  override async setWeights(weights: { name: string; tensor: tf.Tensor }[]): Promise<void> {
    const slots = await this.extractIterations(weights);
    this.freeMoments();
    for (let i = 0; i < slots.length; i += 2) {
      const [m, v] = [slots[i]!, slots[i + 1]!].map(({ tensor }) => tf.variable(tensor, false));
      this.moments.push({ m: m!, v: v! });
    }
  }

  override dispose(): void {
    this.freeMoments();
  }

  private freeMoments(): void {
    tf.dispose(this.moments.flatMap(({ m, v }) => [m, v]));
    this.moments = [];
  }

  getConfig(): tf.serialization.ConfigDict {
    return { ...this.config };
  }
}
