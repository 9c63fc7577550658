import { adamStep, type AdamStep, type Moments } from '../backend/adam';
import { tf } from '../backend/tf';
import type { NamedTensor } from './trainable';

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

/** A variable that the loss does not touch comes without a gradient. */
type Gradient = Omit<NamedTensor, 'tensor'> & { tensor: tf.Tensor | undefined };

/**
 * Differs from tfjs's Adam in two ways. The bias corrections 1 - beta^t come from the step count t in float64, so that
 * nothing drifts and a restored training goes on bit by bit. And a step is one kernel a variable.
 */
export class Adam extends tf.Optimizer {
  static readonly className = 'SaddlepointAdam';
  private readonly config: Required<AdamConfig>;
  /** in the order of the variables */
  private moments: Moments[] = [];
  /** variable -> its place in `moments` */
  private readonly places = new Map<string, number>();

  constructor({ learningRate, beta1, beta2 = 0.999, epsilon = 1e-8 }: AdamConfig) {
    super();
    this.config = { learningRate, beta1, beta2, epsilon };
    for (const [name, value] of Object.entries({ beta1, beta2 })) {
      if (!(value >= 0 && value < 1)) throw new RangeError(`adam: ${name} must be in [0, 1), but is ${value}.`);
    }
    if (!(learningRate > 0)) throw new RangeError(`adam: learningRate must be above 0, but is ${learningRate}.`);
  }

  applyGradients(gradients: tf.NamedTensorMap | NamedTensor[]): void {
    this.incrementIterations();
    const list: Gradient[] = Array.isArray(gradients)
      ? gradients
      : Object.entries(gradients).map(([name, tensor]) => ({ name, tensor }));
    const step = this.nextStep();
    for (const { name, tensor } of list) {
      const variable = tf.engine().registeredVariables[name]!;
      const moments = this.momentsOf(variable);
      if (tensor) this.move(variable, tensor, moments, step);
    }
  }

  /** The numbers of step t that all variables share. */
  private nextStep(): AdamStep {
    const { learningRate, beta1, beta2, epsilon } = this.config;
    const t = this.iterations;
    const correction = Math.sqrt(1 - beta2 ** t);
    const alpha = (learningRate * correction) / (1 - beta1 ** t);
    return { alpha, beta1, beta2, epsilonHat: epsilon * correction };
  }

  private move(variable: tf.Variable, gradient: tf.Tensor, moments: Moments, step: AdamStep): void {
    tf.tidy(() => {
      const { w, m, v } = adamStep(variable, gradient, moments, step);
      variable.assign(w);
      Object.assign(moments, { m: tf.keep(m), v: tf.keep(v) });
    });
  }

  private momentsOf(variable: tf.Variable): Moments {
    let place = this.places.get(variable.name);
    if (place === undefined) this.places.set(variable.name, (place = this.places.size));
    const zeros = () => tf.keep(tf.zerosLike<tf.Tensor>(variable));
    return (this.moments[place] ??= { m: zeros(), v: zeros() });
  }

  /** [t, m and v of the first variable, m and v of the second, ...]; the caller disposes of t, and of nothing else. */
  override async getWeights(): Promise<NamedTensor[]> {
    const slots = this.moments.flatMap(({ m, v }) => [
      { name: 'm', tensor: m },
      { name: 'v', tensor: v },
    ]);
    return [await this.saveIterations(), ...slots];
  }

  /** Takes what getWeights gave; the caller disposes of the tensors. */
  override async setWeights(weights: NamedTensor[]): Promise<void> {
    const slots = await this.extractIterations(weights);
    this.freeMoments();
    const copy = (i: number) => tf.keep(tf.mul(slots[i]!.tensor, 1)); // steps may write into its memory
    for (let i = 0; i < slots.length; i += 2) this.moments.push({ m: copy(i), v: copy(i + 1) });
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
