import { tf } from '../../backend/tf';
import { expectShape, expectTensor, expectWhole } from './input';

type LayerArgs = NonNullable<ConstructorParameters<typeof tf.layers.Layer>[0]>;

export interface PixelShuffleArgs extends LayerArgs {
  /** r, by how much the sides grow */
  factor: number;
}

const SIZES = ['B', 'H', 'W', 'C'];

/** See pixelShuffle. */
export class PixelShuffle extends tf.layers.Layer {
  static readonly className = 'PixelShuffle';
  private readonly factor: number;

  constructor({ factor, ...args }: PixelShuffleArgs) {
    super(args);
    expectWhole('pixelShuffle', 'factor', factor, 2);
    this.factor = factor;
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    expectShape(this, inputShape as tf.Shape, SIZES);
    const [b, h, w, c] = inputShape as [number | null, number | null, number | null, number];
    const r = this.factor;
    if (c % r ** 2 !== 0) {
      throw new Error(`The layer '${this.name}' takes a multiple of ${r ** 2} channels, but got ${c}.`);
    }
    const times = (side: number | null) => (side === null ? null : side * r);
    return [b, times(h), times(w), c / r ** 2];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = expectTensor(this, inputs, SIZES) as tf.Tensor4D;
    this.computeOutputShape(x.shape);
    return tf.depthToSpace(x, this.factor);
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), factor: this.factor };
  }
}
tf.serialization.registerClass(PixelShuffle);

/**
 * Channels to pixels: Shi et al. 2016, "Real-time single image and video super-resolution using an efficient sub-pixel
 * convolutional neural network", arXiv:1609.05158, equation 4. [B, H, W, r^2 C] -> [B, rH, rW, C]
 *
 * Channel (i r + j) C + c becomes channel c of the pixel in row i and column j of its r by r block. PyTorch's
 * PixelShuffle has the channels in another order, c r^2 + i r + j.
 *
 * @throws when the channels are not a multiple of r^2
 */
export const pixelShuffle = (args: PixelShuffleArgs): PixelShuffle => new PixelShuffle(args);
