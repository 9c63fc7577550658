import { tf } from '../backend/tf';
import type { Trainable } from './trainable';

const variables = (net: tf.LayersModel) => net.weights.map((weight) => weight.read() as unknown as tf.Variable);

/**
 * A model, and beside its network `source` the exponential moving average of that network's weights, running moments
 * included (Yazici et al. 2019, "The unusual effectiveness of averaging in GAN training", arXiv:1806.04498, equation 3).
 * Players of a game circle around its solution; the average lies further in. The training does not change by a bit.
 */
export class MovingAverage<Batch, Loss extends string> implements Trainable<Batch, Loss> {
  /** those of the model, and the `average` */
  readonly parts;
  readonly settings;
  private readonly pairs: { from: tf.Variable; to: tf.Variable }[];

  /**
   * @param source a network of the model
   * @param average another network of the same architecture: takes source's weights now, and follows them
   * @param decay share of the average that a step keeps, in [0, 1): 0.999 averages over about the last 1000 steps
   */
  constructor(
    private readonly model: Trainable<Batch, Loss>,
    source: tf.LayersModel,
    readonly average: tf.LayersModel,
    private readonly decay: number,
  ) {
    if (!(decay >= 0 && decay < 1)) throw new RangeError(`MovingAverage: decay must be in [0, 1), but is ${decay}.`);
    average.setWeights(source.getWeights());
    const to = variables(average);
    this.pairs = variables(source).map((from, i) => ({ from, to: to[i]! }));
    this.parts = { ...model.parts, average };
    this.settings = { ...model.settings, averageDecay: decay };
  }

  step(batch: Batch): Record<Loss, tf.Scalar> {
    const losses = this.model.step(batch);
    tf.tidy(() => {
      for (const { from, to } of this.pairs) to.assign(to.add(from.sub(to).mul(1 - this.decay)));
    });
    return losses;
  }

  dispose(): void {
    this.model.dispose();
    this.average.dispose();
  }
}
