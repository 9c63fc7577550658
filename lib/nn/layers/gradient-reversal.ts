import { tf } from '../../backend/tf';
import { reverseGradient } from '../gradient-flow';
import { expectTensor } from './input';

type LayerArgs = NonNullable<ConstructorParameters<typeof tf.layers.Layer>[0]>;

export interface GradientReversalArgs extends LayerArgs {
  lambda?: number;
}

/** See gradientReversal. */
export class GradientReversal extends tf.layers.Layer {
  static readonly className = 'GradientReversal';
  /** May change while it trains: the paper raises it from 0 to 1. */
  lambda: number;

  constructor({ lambda = 1, ...args }: GradientReversalArgs = {}) {
    super(args);
    this.lambda = lambda;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return reverseGradient(expectTensor(this, inputs, ['B', '...']), this.lambda);
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), lambda: this.lambda };
  }
}
tf.serialization.registerClass(GradientReversal);

/**
 * The identity, whose gradient is multiplied by -lambda: see reverseGradient. A feature extractor before it learns what
 * a domain classifier behind it can not use, in one descent on the sum of all losses. [B, ...] -> [B, ...]
 *
 * @param args.lambda 1 unless said; layer.lambda may change during training
 */
export const gradientReversal = (args?: GradientReversalArgs): GradientReversal => new GradientReversal(args);
