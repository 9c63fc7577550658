import { tf } from '../../backend/tf';
import { expectShape, expectTensor, expectWhole, type Sizes } from './input';

type LayerArgs = NonNullable<ConstructorParameters<typeof tf.layers.Layer>[0]>;

export interface SelfAttentionArgs extends LayerArgs {
  /** k: queries, keys and values have C / k channels; 8 unless said, as in the paper */
  reduction?: number;
}

/** See selfAttention. */
export class SelfAttention extends tf.layers.Layer {
  static readonly className = 'SelfAttention';
  private readonly reduction: number;
  private sizes: Sizes = ['B', 'H', 'W', 'C'];
  private W: Record<'f' | 'g' | 'h' | 'v', tf.LayerVariable> | undefined;
  private gamma: tf.LayerVariable | undefined;

  constructor({ reduction = 8, ...args }: SelfAttentionArgs = {}) {
    super(args);
    expectWhole('selfAttention', 'reduction', reduction);
    this.reduction = reduction;
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    expectShape(this, inputShape as tf.Shape, this.sizes);
    const channels = (inputShape as tf.Shape)[3]!;
    if (channels % this.reduction !== 0) {
      throw new Error(`The layer '${this.name}' takes a multiple of ${this.reduction} channels, but got ${channels}.`);
    }
    this.sizes = ['B', 'H', 'W', channels];
    const inner = channels / this.reduction;
    const weight = (name: string, from: number, to: number) =>
      this.addWeight(name, [from, to], 'float32', tf.initializers.glorotUniform({}));
    this.W = {
      f: weight('f', channels, inner),
      g: weight('g', channels, inner),
      h: weight('h', channels, inner),
      v: weight('v', inner, channels),
    };
    this.gamma = this.addWeight('gamma', [], 'float32', tf.initializers.zeros());
    super.build(inputShape);
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape | tf.Shape[] {
    expectShape(this, inputShape as tf.Shape, this.sizes);
    return inputShape;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = expectTensor(this, inputs, this.sizes);
    const [b, h, w, c] = x.shape as [number, number, number, number];
    return tf.tidy(() => {
      const inner = c / this.reduction;
      const positions = (name: 'f' | 'g' | 'h') =>
        tf.matMul(x.reshape<tf.Tensor2D>([-1, c]), this.W![name].read() as tf.Tensor2D).reshape([b, h * w, inner]);
      const attention = tf.softmax(tf.matMul(positions('g'), positions('f'), false, true)); // beta [B, N, N], eq. 1
      const mixed = tf.matMul(attention, positions('h')).reshape<tf.Tensor2D>([-1, inner]);
      const o = tf.matMul(mixed, this.W!.v.read() as tf.Tensor2D).reshape(x.shape); // eq. 2
      return o.mul(this.gamma!.read()).add(x); // eq. 3
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), reduction: this.reduction };
  }
}
tf.serialization.registerClass(SelfAttention);

/**
 * Every position looks at all others: Zhang, Goodfellow, Metaxas, Odena 2019, "Self-attention generative adversarial
 * networks", arXiv:1805.08318, section 3. y = gamma o + x, where position j of o mixes the values of all positions i by
 * softmax over i of f(x_i) . g(x_j); gamma starts at 0, so that the layer starts as the identity.
 * [B, H, W, C] -> [B, H, W, C]; the attention takes (H W)^2 numbers an image.
 *
 * @throws when the channels are not a multiple of the reduction, or what goes in is no float32 image of them
 */
export const selfAttention = (args?: SelfAttentionArgs): SelfAttention => new SelfAttention(args);
