import { standardizeColumns } from '../../backend/batchnorm';
import { hasInstanceNorm, instanceNorm } from '../../backend/instancenorm';
import { tf } from '../../backend/tf';
import { expectShape, expectTensor, expectWhole, type Sizes } from './input';

type LayerArgs = NonNullable<ConstructorParameters<typeof tf.layers.Layer>[0]>;

export interface InstanceNormalizationArgs extends LayerArgs {
  /** added to the variance; 1e-5 unless said */
  epsilon?: number;
  /** whether to learn gamma; true unless said */
  scale?: boolean;
  /** whether to learn beta; true unless said */
  center?: boolean;
}

export interface GroupNormalizationArgs extends InstanceNormalizationArgs {
  /** how many groups the channels are split into; must divide their number */
  groups: number;
}

/**
 * (x - mean) / sqrt(variance + epsilon) of x [B, H, W, C], for each image and each group of neighbouring channels: the
 * statistics of batch normalisation's columns, once there is one column an image and a group.
 */
function standardize(x: tf.Tensor, groups: number, epsilon: number): tf.Tensor {
  const [b, h, w, c] = x.shape as [number, number, number, number];
  const inGroup = c / groups;
  const rows = tf.transpose(x.reshape([b, h * w, groups, inGroup]), [1, 3, 0, 2]);
  const normal = standardizeColumns(rows.reshape([h * w * inGroup, b * groups]), epsilon);
  return tf.transpose(normal.reshape(rows.shape), [2, 0, 3, 1]).reshape(x.shape);
}

abstract class ImageNormalization extends tf.layers.Layer {
  private readonly options: Required<Pick<InstanceNormalizationArgs, 'epsilon' | 'scale' | 'center'>>;
  private sizes: Sizes = ['B', 'H', 'W', 'C'];
  private gamma: tf.LayerVariable | undefined;
  private beta: tf.LayerVariable | undefined;

  constructor({ epsilon = 1e-5, scale = true, center = true, ...args }: InstanceNormalizationArgs) {
    super(args);
    this.options = { epsilon, scale, center };
  }

  /** How many groups a number of channels is split into. */
  protected abstract groupsOf(channels: number): number;

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    expectShape(this, inputShape as tf.Shape, this.sizes);
    const channels = (inputShape as tf.Shape)[3]!;
    const groups = this.groupsOf(channels);
    if (channels % groups !== 0) {
      throw new Error(`The layer '${this.name}' takes ${groups} groups of channels, but got ${channels} channels.`);
    }
    this.sizes = ['B', 'H', 'W', channels];
    const { scale, center } = this.options;
    if (scale) this.gamma = this.addWeight('gamma', [channels], 'float32', tf.initializers.ones());
    if (center) this.beta = this.addWeight('beta', [channels], 'float32', tf.initializers.zeros());
    super.build(inputShape);
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape | tf.Shape[] {
    expectShape(this, inputShape as tf.Shape, this.sizes);
    return inputShape;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = expectTensor(this, inputs, this.sizes);
    const channels = x.shape[3]!;
    const { epsilon } = this.options;
    return tf.tidy(() => {
      if (this.groupsOf(channels) === channels && hasInstanceNorm()) {
        const gamma = this.gamma?.read() ?? tf.ones([channels]);
        const beta = this.beta?.read() ?? tf.zeros([channels]);
        return instanceNorm(x, gamma, beta, epsilon);
      }
      let y = standardize(x, this.groupsOf(channels), epsilon);
      if (this.gamma) y = y.mul(this.gamma.read());
      if (this.beta) y = y.add(this.beta.read());
      return y;
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), ...this.options };
  }
}

/** See instanceNormalization. */
export class InstanceNormalization extends ImageNormalization {
  static readonly className = 'InstanceNormalization';
  protected groupsOf(channels: number): number {
    return channels;
  }
}
tf.serialization.registerClass(InstanceNormalization);

/** See groupNormalization. */
export class GroupNormalization extends ImageNormalization {
  static readonly className = 'GroupNormalization';
  private readonly groups: number;

  constructor({ groups, ...args }: GroupNormalizationArgs) {
    super(args);
    expectWhole('groupNormalization', 'groups', groups);
    this.groups = groups;
  }

  protected groupsOf(): number {
    return this.groups;
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), groups: this.groups };
  }
}
tf.serialization.registerClass(GroupNormalization);

/**
 * Each map of each image to mean 0 and variance 1, then times gamma plus beta, one of each a channel: Ulyanov, Vedaldi,
 * Lempitsky 2016, "Instance normalization", arXiv:1607.08022, equation 4. The same in training and after.
 * [B, H, W, C] -> [B, H, W, C]
 *
 * @throws when what goes in is no image with the channels that the layer was built for, or is not float32
 */
export const instanceNormalization = (args: InstanceNormalizationArgs = {}): InstanceNormalization =>
  new InstanceNormalization(args);

/**
 * As instanceNormalization, with statistics that C / groups neighbouring channels share: Wu, He 2018, "Group
 * normalization", arXiv:1803.08494, equations 1, 2 and 7. [B, H, W, C] -> [B, H, W, C]
 *
 * @throws as instanceNormalization, and when the channels cannot be split evenly into the groups
 */
export const groupNormalization = (args: GroupNormalizationArgs): GroupNormalization => new GroupNormalization(args);
