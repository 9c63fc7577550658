// Van den Oord, Kalchbrenner, Kavukcuoglu 2016, "Pixel recurrent neural networks", arXiv:1601.06759, sections 3.4, 3.5.
import { tf } from '../../backend/tf';
import { expectShape, expectTensor, expectWhole, type Sizes } from './input';
import { shipped, withKernel, type KernelLayer } from './shipped';

type ConvArgs = Parameters<typeof tf.layers.conv2d>[0];

export interface MaskedConv2DArgs extends Omit<ConvArgs, 'kernelSize' | 'strides' | 'padding' | 'dataFormat'> {
  filters: number;
  /** side of the kernel, odd, so that it has a centre */
  kernelSize: number;
  /** 'A', for the first layer: a pixel does not see itself; 'B': it does */
  maskType: 'A' | 'B';
  /** 1 unless said; 3 for R, G, B: maps are split into as many groups, and G sees the R of its own pixel, B both */
  colours?: number;
}

/** Of the centre: whether a map of colour `to` may see one of colour `from` at the same pixel. */
const seesColour = { A: (from: number, to: number) => from < to, B: (from: number, to: number) => from <= to };

/** 1 where a tap lies at an earlier pixel in raster order, or at this one and an earlier colour; [k, k, in, out]. */
function maskOf({ kernelSize, filters, maskType, colours = 1 }: MaskedConv2DArgs, channels: number): tf.Tensor4D {
  const centre = (kernelSize - 1) / 2;
  const colour = (map: number, maps: number) => Math.floor((map * colours) / maps);
  const range = (n: number) => Array.from({ length: n }, (_, i) => i);
  const sees = (row: number, column: number, from: number, to: number) =>
    row < centre ||
    (row === centre && column < centre) ||
    (row === centre && column === centre && seesColour[maskType](colour(from, channels), colour(to, filters)));
  const taps = (row: number, column: number) =>
    range(channels).map((from) => range(filters).map((to) => (sees(row, column, from, to) ? 1 : 0)));
  return tf.tensor4d(range(kernelSize).map((row) => range(kernelSize).map((column) => taps(row, column))));
}

function check({ kernelSize, filters, maskType, colours = 1 }: MaskedConv2DArgs): void {
  expectWhole('maskedConv2d', 'colours', colours);
  expectWhole('maskedConv2d', 'filters', filters);
  if (!Number.isInteger(kernelSize) || kernelSize % 2 !== 1) {
    throw new RangeError(
      `maskedConv2d: kernelSize must be one odd number, so that it has a centre, but is ${kernelSize}.`,
    );
  }
  if (!(maskType in seesColour))
    throw new RangeError(`maskedConv2d: maskType must be 'A' or 'B', but is '${maskType}'.`);
  if (filters % colours !== 0) {
    throw new RangeError(`maskedConv2d: ${filters} filters cannot be split evenly among ${colours} colours.`);
  }
}

const Conv2D = shipped<ConvArgs, KernelLayer>('Conv2D');

/** See maskedConv2d. */
export class MaskedConv2D extends Conv2D {
  static override readonly className = 'MaskedConv2D';
  /** JSON of tfjs writes all words in lower case. */
  static override fromConfig<T extends tf.serialization.Serializable>(
    cls: tf.serialization.SerializableConstructor<T>,
    config: tf.serialization.ConfigDict,
  ): T {
    return new cls({ ...config, maskType: (config['maskType'] as string).toUpperCase() });
  }

  private readonly args: MaskedConv2DArgs;
  private sizes: Sizes = ['B', 'H', 'W', 'C'];
  private mask: tf.LayerVariable | undefined;

  constructor(args: MaskedConv2DArgs) {
    check(args);
    const { maskType, colours = 1, kernelSize, ...conv } = args;
    super({ ...conv, kernelSize, strides: 1, padding: 'same', dataFormat: 'channelsLast' });
    this.args = { kernelSize, filters: args.filters, maskType, colours };
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    expectShape(this, inputShape as tf.Shape, this.sizes);
    const channels = (inputShape as tf.Shape)[3]!;
    if (channels % this.args.colours! !== 0) {
      throw new Error(
        `The layer '${this.name}' takes maps of ${this.args.colours!} colours, but got ${channels} maps.`,
      );
    }
    super.build(inputShape);
    this.inputSpec = []; // our own checks say more
    this.sizes = ['B', 'H', 'W', channels];
    const shape = this.kernel.shape as number[];
    const mask = this.addWeight('mask', shape, 'float32', tf.initializers.zeros(), undefined, false);
    tf.tidy(() => void mask.write(maskOf(this.args, channels)));
    this.mask = mask;
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape | tf.Shape[] {
    expectShape(this, inputShape as tf.Shape, this.sizes);
    return super.computeOutputShape(inputShape);
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: Parameters<KernelLayer['call']>[1]): tf.Tensor | tf.Tensor[] {
    const x = expectTensor(this, inputs, this.sizes);
    return tf.tidy(() => withKernel(this, this.kernel.read().mul(this.mask!.read()), () => super.call(x, kwargs)));
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { kernelSize, maskType, colours } = this.args;
    return { ...super.getConfig(), kernelSize, maskType, colours: colours! };
  }
}
tf.serialization.registerClass(MaskedConv2D);

/**
 * A convolution that sees only the pixels above, and those to the left in its own row: PixelCNN's (figure 2 and section
 * 3.5). [B, H, W, C] -> [B, H, W, filters]
 *
 * @param args as those of tf.layers.conv2d; stride 1, padding 'same'
 * @throws when the kernel has no centre, or maps cannot be split evenly among the colours; when what goes in is not an
 *   image with the maps that the layer was built for
 */
export const maskedConv2d = (args: MaskedConv2DArgs): MaskedConv2D => new MaskedConv2D(args);
