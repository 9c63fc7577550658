import { adamEngine, type AdamStep, type Slots } from '../backend/adam';
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
  /** numbers of steps, ascending: after each the learning rate falls to a tenth; none unless said */
  drops?: readonly number[];
}

/** Adam, Kingma and Ba 2015, Algorithm 1. Its state can be saved and restored exactly. */
export const adam = (config: AdamConfig): Adam => new Adam(config);

/** A variable that the loss does not touch comes without a gradient. */
type Gradient = Omit<NamedTensor, 'tensor'> & { tensor: tf.Tensor | undefined };

function zeroSlots(variable: tf.Variable): Slots {
  const [m, v] = [tf.zerosLike<tf.Tensor>(variable), tf.zerosLike<tf.Tensor>(variable)];
  const slots = adamEngine().slots({ m, v });
  tf.dispose([m, v]);
  return slots;
}

/**
 * Differs from tfjs's Adam in two ways. The bias corrections 1 - beta^t come from the step count t in float64, so that
 * nothing drifts and a restored training goes on bit by bit. And a step is one kernel a variable.
 */
export class Adam extends tf.Optimizer {
  static readonly className = 'SaddlepointAdam';
  private readonly config: Required<AdamConfig>;
  /** in the order of the variables */
  private slots: Slots[] = [];
  /** variable -> its place in `slots` */
  private readonly places = new Map<string, number>();

  constructor({ learningRate, beta1, beta2 = 0.999, epsilon = 1e-8, drops = [] }: AdamConfig) {
    super();
    this.config = { learningRate, beta1, beta2, epsilon, drops };
    for (const [name, value] of Object.entries({ beta1, beta2 })) {
      if (!(value >= 0 && value < 1)) throw new RangeError(`adam: ${name} must be in [0, 1), but is ${value}.`);
    }
    if (!(learningRate > 0)) throw new RangeError(`adam: learningRate must be above 0, but is ${learningRate}.`);
    if (!drops.every((step, i) => Number.isInteger(step) && step > (drops[i - 1] ?? 0))) {
      throw new RangeError(
        `adam: drops must be whole numbers of steps from 1 up, ascending, but are ${drops.join(', ')}.`,
      );
    }
  }

  applyGradients(gradients: tf.NamedTensorMap | NamedTensor[]): void {
    this.incrementIterations();
    const list: Gradient[] = Array.isArray(gradients)
      ? gradients
      : Object.entries(gradients).map(([name, tensor]) => ({ name, tensor }));
    const moves = list.flatMap(({ name, tensor: gradient }) => {
      const variable = tf.engine().registeredVariables[name]!;
      const slots = this.slotsOf(variable);
      return gradient ? [{ variable, gradient, slots }] : [];
    });
    adamEngine().step(moves, this.nextStep());
  }

  /** The numbers of step t that all variables share. */
  private nextStep(): AdamStep {
    const { learningRate, beta1, beta2, epsilon, drops } = this.config;
    const t = this.iterations;
    const correction = Math.sqrt(1 - beta2 ** t);
    const rate = learningRate / 10 ** drops.filter((step) => t > step).length;
    const alpha = (rate * correction) / (1 - beta1 ** t);
    return { alpha, beta1, beta2, epsilonHat: epsilon * correction };
  }

  private slotsOf(variable: tf.Variable): Slots {
    let place = this.places.get(variable.name);
    if (place === undefined) this.places.set(variable.name, (place = this.places.size));
    return (this.slots[place] ??= zeroSlots(variable));
  }

  /** [t, m and v of the first variable, m and v of the second, ...], which the caller disposes of. */
  override async getWeights(): Promise<NamedTensor[]> {
    const moments = this.slots.map((slots) => slots.read());
    const named = moments.flatMap(({ m, v }) => [
      { name: 'm', tensor: m },
      { name: 'v', tensor: v },
    ]);
    return [await this.saveIterations(), ...named];
  }

  /** Takes what getWeights gave; the caller disposes of the tensors. */
  override async setWeights(weights: NamedTensor[]): Promise<void> {
    const moments = await this.extractIterations(weights);
    this.dispose();
    for (let i = 0; i < moments.length; i += 2) {
      this.slots.push(adamEngine().slots({ m: moments[i]!.tensor, v: moments[i + 1]!.tensor }));
    }
  }

  override dispose(): void {
    for (const slots of this.slots) slots.dispose();
    this.slots = [];
  }

  getConfig(): tf.serialization.ConfigDict {
    const { drops, ...numbers } = this.config;
    return drops.length === 0 ? numbers : { ...numbers, drops: drops.join() };
  }
}
