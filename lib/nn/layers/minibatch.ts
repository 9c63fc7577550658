import { tf } from '../../backend/tf';
import { expectShape, expectTensor, expectWhole, type Sizes } from './input';

type LayerArgs = NonNullable<ConstructorParameters<typeof tf.layers.Layer>[0]>;

export interface MinibatchDiscriminationArgs extends LayerArgs {
  /** B of the paper: how many numbers it adds to each example */
  kernels: number;
  /** C of the paper: of how many numbers each distance is the sum */
  dimension: number;
}

/** See minibatchDiscrimination. */
export class MinibatchDiscrimination extends tf.layers.Layer {
  static readonly className = 'MinibatchDiscrimination';
  private readonly kernels: number;
  private readonly dimension: number;
  private sizes: Sizes = ['n', 'A'];
  private kernel: tf.LayerVariable | undefined;

  constructor({ kernels, dimension, ...args }: MinibatchDiscriminationArgs) {
    super(args);
    expectWhole('minibatchDiscrimination', 'kernels', kernels);
    expectWhole('minibatchDiscrimination', 'dimension', dimension);
    this.kernels = kernels;
    this.dimension = dimension;
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    expectShape(this, inputShape as tf.Shape, this.sizes);
    const features = (inputShape as tf.Shape)[1]!;
    this.sizes = ['n', features];
    const shape = [features, this.kernels * this.dimension];
    this.kernel = this.addWeight('kernel', shape, 'float32', tf.initializers.glorotUniform({}));
    super.build(inputShape);
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    expectShape(this, inputShape as tf.Shape, this.sizes);
    const [n, features] = inputShape as [number | null, number];
    return [n, features + this.kernels];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const f = expectTensor(this, inputs, this.sizes) as tf.Tensor2D;
    return tf.tidy(() => {
      const M = tf.matMul(f, this.kernel!.read() as tf.Tensor2D).reshape([-1, this.kernels, this.dimension]);
      const distance = M.expandDims(0).sub(M.expandDims(1)).abs().sum(3); // [n, n, B], the L1 norms
      const o = tf.exp(distance.neg()).sum(1);
      return tf.concat([f, o], 1);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), kernels: this.kernels, dimension: this.dimension };
  }
}
tf.serialization.registerClass(MinibatchDiscrimination);

/**
 * Tells the discriminator how close each example is to the others of its batch, so that a generator that always makes
 * the same is found out: Salimans et al. 2016, "Improved techniques for training GANs", arXiv:1606.03498, section 3.2.
 * With M = f T [n, B, C]: o(x_i)_b = sum_j exp(-|M_ib - M_jb|_1), j = i included. [n, A] -> [n, A + B]: o behind f.
 *
 * Real and generated examples must come in batches of their own.
 *
 * @throws when what goes in is no matrix with the features that the layer was built for, or is not float32
 */
export const minibatchDiscrimination = (args: MinibatchDiscriminationArgs): MinibatchDiscrimination =>
  new MinibatchDiscrimination(args);

/** See minibatchStdDev. */
export class MinibatchStdDev extends tf.layers.Layer {
  static readonly className = 'MinibatchStdDev';

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    expectShape(this, inputShape as tf.Shape, ['B', 'H', 'W', 'C']);
    const [b, h, w, c] = inputShape as [number | null, number | null, number | null, number];
    return [b, h, w, c + 1];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = expectTensor(this, inputs, ['B', 'H', 'W', 'C']);
    return tf.tidy(() => {
      const variance = x.sub(x.mean(0, true)).square().mean(0);
      const deviation = variance.add(1e-8).sqrt().mean(); // 1e-8: the square root of 0 has no slope
      return tf.concat([x, deviation.mul(tf.onesLike(x.slice([0, 0, 0, 0], [-1, -1, -1, 1])))], 3);
    });
  }
}
tf.serialization.registerClass(MinibatchStdDev);

/**
 * The standard deviation over the batch, averaged over all features and positions, as one more constant map: Karras,
 * Aila, Laine, Lehtinen 2018, "Progressive growing of GANs", arXiv:1710.10196, section 3.
 * [B, H, W, C] -> [B, H, W, C + 1]
 *
 * @throws when what goes in is no float32 image
 */
export const minibatchStdDev = (args?: LayerArgs): MinibatchStdDev => new MinibatchStdDev(args);
