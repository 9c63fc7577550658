import { tf } from '../../backend/tf';
import { expectShape, expectTensor, expectWhole } from './input';

type LayerArgs = NonNullable<ConstructorParameters<typeof tf.layers.Layer>[0]>;

export interface PackArgs extends LayerArgs {
  /** how many examples are judged at once */
  size: number;
}

const SIZES = ['B', 'd'];

/** See pack. */
export class Pack extends tf.layers.Layer {
  static readonly className = 'Pack';
  private readonly size: number;

  constructor({ size, ...args }: PackArgs) {
    super(args);
    expectWhole('pack', 'size', size);
    this.size = size;
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    expectShape(this, inputShape as tf.Shape, SIZES);
    const [B, d] = inputShape as [number | null, number];
    return [B === null ? null : B / this.size, d * this.size];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = expectTensor(this, inputs, SIZES) as tf.Tensor2D;
    const [B, d] = x.shape;
    if (B % this.size !== 0) {
      throw new Error(`The layer '${this.name}' takes a batch that is a multiple of ${this.size}, but got ${B}.`);
    }
    return x.reshape([B / this.size, d * this.size]);
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), size: this.size };
  }
}
tf.serialization.registerClass(Pack);

/**
 * [B, d] -> [B / size, size d]: examples side by side, so that a discriminator judges `size` of them at once and can
 * tell a set that is all alike from one that is not (Lin et al. 2018, "PacGAN: the power of two samples in generative
 * adversarial networks", arXiv:1712.04086, section 3). The batch must be a multiple of `size`.
 */
export const pack = (args: PackArgs): Pack => new Pack(args);
