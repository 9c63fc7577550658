// Miyato, Kataoka, Koyama, Yoshida 2018, "Spectral normalization for generative adversarial networks", arXiv:1802.05957.
import { tf } from '../../backend/tf';
import { stopGradient } from '../gradient-flow';
import { expectTensor, expectWhole, type Sizes } from './input';
import { shipped, withKernel, type KernelLayer } from './shipped';

type LayerArgs = NonNullable<ConstructorParameters<typeof tf.layers.Layer>[0]>;
type Kwargs = Parameters<tf.layers.Layer['call']>[1];

export interface SpectralNormalizationArgs extends LayerArgs {
  /** dense, conv2d or conv2dTranspose */
  layer: tf.layers.Layer;
  /** power iterations a training step; 1 unless said, as in the paper */
  iterations?: number;
}

/** Of the layers that can be normalised, the axis of their kernel that counts what comes out, from the end. */
const outputAxes: Record<string, number> = { Dense: 1, Conv2D: 1, Conv2DTranspose: 2 };

/** A random u is far from the first singular vector: without these the first steps would divide by too little. */
const FIRST_ITERATIONS = 15;

const unit = (v: tf.Tensor2D): tf.Tensor2D => v.div(v.norm().maximum(1e-12));

/**
 * Algorithm 1: the power method for the largest singular value of W.
 *
 * @param w [inputs, outputs]: W transposed
 * @param u [1, outputs], of length 1: where the iteration stands
 * @returns the new u [1, outputs], and v [1, inputs] that belongs to it, each of length 1
 */
export function powerIteration(w: tf.Tensor2D, u: tf.Tensor2D, iterations: number): { u: tf.Tensor2D; v: tf.Tensor2D } {
  const vOf = (u: tf.Tensor2D) => unit(tf.matMul(u, w, false, true)); // W^T u
  let v = vOf(u);
  let next = u;
  for (let i = 0; i < iterations; i++) {
    next = unit(tf.matMul(v, w)); // W v
    if (i < iterations - 1) v = vOf(next);
  }
  return { u: next, v };
}

interface WrapperLayer extends tf.layers.Layer {
  layer: KernelLayer;
}

const Wrapper = Object.getPrototypeOf(shipped('TimeDistributed')) as ReturnType<
  typeof shipped<SpectralNormalizationArgs, WrapperLayer>
>;

/** See spectralNormalization. */
export class SpectralNormalization extends Wrapper {
  static override readonly className = 'SpectralNormalization';
  private readonly iterations: number;
  private sizes: Sizes = [];
  private u: tf.LayerVariable | undefined;

  constructor({ iterations = 1, ...args }: SpectralNormalizationArgs) {
    const kind = args.layer.getClassName();
    if (!(kind in outputAxes)) {
      throw new Error(`spectralNormalization takes a layer of ${Object.keys(outputAxes).join(', ')}, but got ${kind}.`);
    }
    // A first layer may say its input's shape itself.
    super({ ...args, batchInputShape: args.batchInputShape ?? args.layer.batchInputShape });
    expectWhole('spectralNormalization', 'iterations', iterations);
    this.iterations = iterations;
  }

  /** The kernel as a matrix [inputs, outputs]. */
  private matrix(kernel: tf.Tensor): tf.Tensor2D {
    const axis = kernel.rank - outputAxes[this.layer.getClassName()]!;
    const axes = kernel.shape.map((_, i) => i).filter((i) => i !== axis);
    return tf.transpose(kernel, [...axes, axis]).reshape([-1, kernel.shape[axis]!]);
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    this.layer.build(inputShape);
    this.layer.built = true;
    const inner = (inputShape as tf.Shape).slice(1, -1).map((_, i) => ['H', 'W'][i]!);
    this.sizes = ['B', ...inner, (inputShape as tf.Shape).at(-1)!];
    const u = tf.tidy(() => {
      const w = this.matrix(this.layer.kernel.read());
      return powerIteration(w, unit(tf.randomNormal([1, w.shape[1]])), FIRST_ITERATIONS).u;
    });
    this.u = this.addWeight('u', u.shape, 'float32', tf.initializers.zeros(), undefined, false);
    this.u.write(u);
    u.dispose();
    super.build(inputShape);
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape | tf.Shape[] {
    return this.layer.computeOutputShape(inputShape);
  }

  /**
   * sigma(W), the estimate u^T W v (equation 8's W is divided by it); u and v are constants to its gradient (equation 9).
   *
   * @param iterations of the power method that u moves on by, 0 unless said
   */
  sigma(iterations = 0): tf.Scalar {
    return tf.tidy(() => {
      const w = this.matrix(this.layer.kernel.read());
      const { u, v } = powerIteration(stopGradient(w), this.u!.read() as tf.Tensor2D, iterations);
      if (iterations > 0) this.u!.write(u);
      return tf.matMul(v, w).mul(u).sum<tf.Scalar>();
    });
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: Kwargs): tf.Tensor | tf.Tensor[] {
    const x = expectTensor(this, inputs, this.sizes);
    return tf.tidy(() => {
      const sigma = this.sigma(kwargs['training'] ? this.iterations : 0);
      return withKernel(this.layer, this.layer.kernel.read().div(sigma), () => this.layer.call(x, kwargs));
    });
  }

  override get nonTrainableWeights(): tf.LayerVariable[] {
    return [...this.layer.nonTrainableWeights, ...(this.u ? [this.u] : [])];
  }

  // The wrapper of tfjs leaves out weights that are not the wrapped layer's.
  override getWeights(trainableOnly?: boolean): tf.Tensor[] {
    return tf.layers.Layer.prototype.getWeights.call(this, trainableOnly);
  }

  override setWeights(weights: tf.Tensor[]): void {
    tf.layers.Layer.prototype.setWeights.call(this, weights);
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), iterations: this.iterations };
  }
}
tf.serialization.registerClass(SpectralNormalization);

/**
 * The layer with its kernel W divided by the largest singular value of W, so that it is 1-Lipschitz (but for its bias
 * and, of a convolution, for the overlap of its patches). W is the kernel as a matrix with a row for each map that
 * comes out (section 3 of the paper). Shapes are the layer's.
 *
 * One power iteration for every forward pass in training brings the estimate closer; after training it stands still.
 *
 * @throws when the layer is none of dense, conv2d, conv2dTranspose
 */
export const spectralNormalization = (args: SpectralNormalizationArgs): SpectralNormalization =>
  new SpectralNormalization(args);
