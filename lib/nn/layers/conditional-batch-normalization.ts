// Dumoulin, Shlens, Kudlur 2017, arXiv:1610.07629, equation 5, for the statistics of a batch, as in the generator of
// Miyato, Koyama 2018, "cGANs with projection discriminator", arXiv:1802.05637, section 5.
import { tf } from '../../backend/tf';
import { expectShape, expectTensor, expectWhole, type Sizes } from './input';
import { shipped } from './shipped';

type BatchNormArgs = NonNullable<Parameters<typeof tf.layers.batchNormalization>[0]>;
type Kwargs = Parameters<tf.layers.Layer['call']>[1];

export interface ConditionalBatchNormalizationArgs extends Pick<BatchNormArgs, 'momentum' | 'epsilon' | 'name'> {
  /** K, how many classes there are */
  classes: number;
}

const BatchNormalization = shipped<BatchNormArgs, tf.layers.Layer>('BatchNormalization');

/** See conditionalBatchNormalization. */
export class ConditionalBatchNormalization extends BatchNormalization {
  static override readonly className = 'ConditionalBatchNormalization';
  private readonly classes: number;
  private sizes: Sizes = ['B', '...', 'C'];
  private gammas: tf.LayerVariable | undefined;
  private betas: tf.LayerVariable | undefined;

  constructor({ classes, ...args }: ConditionalBatchNormalizationArgs) {
    super({ ...args, scale: false, center: false });
    expectWhole('conditionalBatchNormalization', 'classes', classes);
    this.classes = classes;
  }

  /** Class numbers [B], or label vectors [B, K]. */
  private labelSizes(shape: tf.Shape): Sizes {
    return shape.length === 2 ? ['B', this.classes] : ['B'];
  }

  private expectShapes(shapes: tf.Shape | tf.Shape[]): tf.Shape {
    const [x, labels] = shapes as [tf.Shape, tf.Shape | undefined];
    if (!Array.isArray(x) || !labels) {
      throw new Error(`The layer '${this.name}' takes two tensors, [x, labels], but got one.`);
    }
    expectShape(this, x, this.sizes);
    expectShape(this, labels, this.labelSizes(labels));
    return x;
  }

  override build(inputShapes: tf.Shape | tf.Shape[]): void {
    const x = this.expectShapes(inputShapes);
    const channels = x.at(-1)!;
    super.build(x);
    this.inputSpec = []; // our own checks say more
    this.sizes = ['B', '...', channels];
    this.gammas = this.addWeight('gammas', [this.classes, channels], 'float32', tf.initializers.ones());
    this.betas = this.addWeight('betas', [this.classes, channels], 'float32', tf.initializers.zeros());
  }

  override computeOutputShape(inputShapes: tf.Shape | tf.Shape[]): tf.Shape {
    return this.expectShapes(inputShapes);
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: Kwargs): tf.Tensor {
    const x = expectTensor(this, inputs, this.sizes, { of: 2 });
    const sizes = this.labelSizes((inputs as tf.Tensor[])[1]!.shape);
    const dtype = sizes.length === 2 ? 'float32' : 'int32';
    const labels = expectTensor(this, inputs, sizes, { dtype, place: 1, of: 2 });
    return tf.tidy(() => {
      const [batch, channels] = [x.shape[0], x.shape.at(-1)!];
      const shape = [batch, ...new Array<number>(x.rank - 2).fill(1), channels];
      const rows = (weight: tf.Tensor) => (labels.rank === 2 ? tf.matMul(labels, weight) : tf.gather(weight, labels));
      const ofLabels = (weight: tf.LayerVariable) => rows(weight.read()).reshape(shape);
      return (super.call(x, kwargs) as tf.Tensor).mul(ofLabels(this.gammas!)).add(ofLabels(this.betas!));
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), classes: this.classes };
  }
}
tf.serialization.registerClass(ConditionalBatchNormalization);

/**
 * Batch normalisation whose gamma and beta belong to the label: gamma[y] (x - mean) / sqrt(variance + epsilon) + beta[y],
 * with the statistics of the whole batch, whatever its labels. apply([x, labels]): x [B, ..., C] and labels, which are
 * class numbers [B] of type int32, from 0 to K - 1, or vectors [B, K] of type float32 that weight the classes' gammas and
 * betas (one-hot: the same as the class number; between two classes: a mixture of both). Gives [B, ..., C]. Momentum and
 * epsilon as in tf.layers.batchNormalization.
 *
 * @throws when x or the labels have another shape or type
 */
export const conditionalBatchNormalization = (args: ConditionalBatchNormalizationArgs): ConditionalBatchNormalization =>
  new ConditionalBatchNormalization(args);
