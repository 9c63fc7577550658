import { tf } from '../backend/tf';
import { inputOf, shapeOf } from './layer';

export interface Conv2DArgs {
  /** number of feature maps that come out */
  filters: number;
  /** side of the square kernel, in pixels */
  kernelSize: number;
  /** 1 unless said */
  strides?: number;
  /** 'valid' unless said */
  padding?: 'same' | 'valid';
  /** true unless said */
  useBias?: boolean;
  kernelInitializer?: ReturnType<typeof tf.initializers.glorotUniform>;
  /** [height, width, channels], for a first layer */
  inputShape?: number[];
}

/**
 * Convolution of images [B, height, width, channels]. It computes what tf.layers.conv2d does; but that one also
 * computes the derivatives by the kernel and by the image when nobody asks for them: a sixth of the convolutions of a
 * GAN's step.
 */
export class Conv2D extends tf.layers.Layer {
  static readonly className = 'SaddlepointConv2D';
  private readonly args: Required<Omit<Conv2DArgs, 'inputShape'>>;
  private kernel!: tf.LayerVariable;
  private bias?: tf.LayerVariable;

  constructor({ inputShape, ...args }: Conv2DArgs) {
    super(inputShape ? { inputShape } : {});
    const kernelInitializer = tf.initializers.glorotUniform({});
    this.args = { strides: 1, padding: 'valid', useBias: true, kernelInitializer, ...args };
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const { filters, kernelSize, kernelInitializer, useBias } = this.args;
    const channels = shapeOf(inputShape).at(-1)!;
    this.kernel = this.addWeight('kernel', [kernelSize, kernelSize, channels, filters], 'float32', kernelInitializer);
    if (useBias) this.bias = this.addWeight('bias', [filters], 'float32', tf.initializers.zeros());
    this.built = true;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const { strides, padding } = this.args;
    return tf.tidy(() => {
      const x = inputOf(inputs) as tf.Tensor4D;
      const y = tf.conv2d(x, this.kernel.read() as tf.Tensor4D, strides, padding);
      return this.bias ? tf.add(y, this.bias.read()) : y;
    });
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    const { filters, kernelSize, strides, padding } = this.args;
    const [batch, ...sides] = shapeOf(inputShape).slice(0, 3);
    const lost = padding === 'same' ? 0 : kernelSize - 1;
    const output = sides.map((side) => side && Math.ceil((side - lost) / strides));
    return [batch!, ...output, filters];
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { filters, kernelSize, strides, padding, useBias } = this.args;
    return { ...super.getConfig(), filters, kernelSize, strides, padding, useBias };
  }
}
