import { tf } from '../backend/tf';
import { batchNormalize } from './batch-normalize';
import { inputOf, shapeOf } from './layer';

export interface BatchNormArgs {
  /** weight of the past in the running averages, in [0, 1]; 0.9 unless said */
  momentum?: number;
  /** added to the variance; 1e-5 unless said */
  epsilon?: number;
  /** shape of one example, for a first layer */
  inputShape?: number[];
}

/**
 * Batch normalisation over all axes but the last (Ioffe and Szegedy 2015): in training by the moments of the batch,
 * which also move the running averages; else by these. It computes what tf.layers.batchNormalization does, in a tenth
 * of the kernels, and its running variance is the unbiased one.
 */
export class BatchNorm extends tf.layers.Layer {
  static readonly className = 'BatchNorm';
  private readonly momentum: number;
  private readonly epsilon: number;
  private gamma!: tf.LayerVariable;
  private beta!: tf.LayerVariable;
  private movingMean!: tf.LayerVariable;
  private movingVariance!: tf.LayerVariable;

  constructor({ momentum = 0.9, epsilon = 1e-5, ...args }: BatchNormArgs = {}) {
    super(args);
    this.momentum = momentum;
    this.epsilon = epsilon;
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const channels = shapeOf(inputShape).at(-1)!;
    const weight = (name: string, initial: 'zeros' | 'ones', trainable: boolean) =>
      this.addWeight(name, [channels], 'float32', tf.initializers[initial](), undefined, trainable);
    this.gamma = weight('gamma', 'ones', true);
    this.beta = weight('beta', 'zeros', true);
    this.movingMean = weight('moving_mean', 'zeros', false);
    this.movingVariance = weight('moving_variance', 'ones', false);
    this.built = true;
  }

  override call(inputs: tf.Tensor | tf.Tensor[], { training = false }: { training?: boolean }): tf.Tensor {
    const x = inputOf(inputs);
    const [gamma, beta, mean, variance] = [this.gamma, this.beta, this.movingMean, this.movingVariance];
    return tf.tidy(() => {
      if (!training) return tf.batchNorm(x, mean.read(), variance.read(), beta.read(), gamma.read(), this.epsilon);
      return batchNormalize(x, gamma.read(), beta.read(), this.epsilon, (batchMean, batchVariance) => {
        this.follow(mean, batchMean);
        this.follow(variance, batchVariance);
      });
    });
  }

  private follow(average: tf.LayerVariable, value: tf.Tensor): void {
    average.write(tf.add(tf.mul(average.read(), this.momentum), tf.mul(value, 1 - this.momentum)));
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape | tf.Shape[] {
    return inputShape;
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), momentum: this.momentum, epsilon: this.epsilon };
  }
}
