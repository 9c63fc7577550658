import { tf } from '../../backend/tf';
import { expectShape, expectTensor, expectWhole } from './input';

type LayerArgs = NonNullable<ConstructorParameters<typeof tf.layers.Layer>[0]>;

export interface ReflectionPadding2DArgs extends LayerArgs {
  /** pixels on every side */
  padding: number;
}

const SIZES = ['B', 'H', 'W', 'C'];

/** See reflectionPadding2d. */
export class ReflectionPadding2D extends tf.layers.Layer {
  static readonly className = 'ReflectionPadding2D';
  private readonly padding: number;

  constructor({ padding, ...args }: ReflectionPadding2DArgs) {
    super(args);
    expectWhole('reflectionPadding2d', 'padding', padding, 0);
    this.padding = padding;
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    expectShape(this, inputShape as tf.Shape, SIZES);
    const [b, h, w, c] = inputShape as [number | null, number | null, number | null, number | null];
    const padded = (side: number | null) => {
      if (side !== null && side <= this.padding) {
        throw new Error(
          `The layer '${this.name}' mirrors ${this.padding} pixels, but a side of the image has ${side}.`,
        );
      }
      return side === null ? null : side + 2 * this.padding;
    };
    return [b, padded(h), padded(w), c];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = expectTensor(this, inputs, SIZES) as tf.Tensor4D;
    this.computeOutputShape(x.shape);
    const margin: [number, number] = [this.padding, this.padding];
    return tf.mirrorPad(x, [[0, 0], margin, margin, [0, 0]], 'reflect');
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), padding: this.padding };
  }
}
tf.serialization.registerClass(ReflectionPadding2D);

/**
 * Images with a margin that mirrors them about their border pixels, which are not repeated, as in the generators of
 * Johnson, Alahi, Fei-Fei 2016 (arXiv:1603.08155, supplement) and of CycleGAN (Zhu et al. 2017, arXiv:1703.10593,
 * appendix 7.2). [B, H, W, C] -> [B, H + 2 padding, W + 2 padding, C]
 *
 * @throws when padding is no whole number, or a side of the image is not longer than it
 */
export const reflectionPadding2d = (args: ReflectionPadding2DArgs): ReflectionPadding2D =>
  new ReflectionPadding2D(args);
