// Van den Oord, Vinyals, Kavukcuoglu 2017, "Neural discrete representation learning", arXiv:1711.00937.
import { tf } from '../../backend/tf';
import { stopGradient, straightThrough } from '../gradient-flow';
import { expectShape, expectTensor, expectWhole, type Sizes } from './input';

type LayerArgs = NonNullable<ConstructorParameters<typeof tf.layers.Layer>[0]>;
type Kwargs = Parameters<tf.layers.Layer['call']>[1];

export interface VectorQuantizerArgs extends LayerArgs {
  /** K, how many codes there are */
  codes: number;
  /** When given, moving averages with this decay move the codebook in training (appendix A.1), and no gradient does. */
  decay?: number;
}

/** The count of an unused code goes to 0. Raised by this much, it lets the code sink to the origin and be found again. */
const SMOOTHING = 1e-5;

/** See vectorQuantizer. */
export class VectorQuantizer extends tf.layers.Layer {
  static readonly className = 'VectorQuantizer';
  private readonly codes: number;
  private readonly decay: number | undefined;
  private sizes: Sizes = ['B', '...', 'D'];
  private codebook: tf.LayerVariable | undefined;
  /** N [K] and m [K, D] of appendix A.1 */
  private counts: tf.LayerVariable | undefined;
  private sums: tf.LayerVariable | undefined;

  constructor({ codes, decay, ...args }: VectorQuantizerArgs) {
    super(args);
    expectWhole('vectorQuantizer', 'codes', codes);
    if (decay !== undefined && !(decay >= 0 && decay < 1)) {
      throw new RangeError(`vectorQuantizer: decay must be from 0 to below 1, but is ${decay}.`);
    }
    this.codes = codes;
    this.decay = decay;
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    expectShape(this, inputShape as tf.Shape, this.sizes);
    const dimension = (inputShape as tf.Shape).at(-1)!;
    this.sizes = ['B', '...', dimension];
    const shape = [this.codes, dimension];
    const init = tf.initializers.randomUniform({ minval: -1 / this.codes, maxval: 1 / this.codes });
    const moves = this.decay !== undefined;
    this.codebook = this.addWeight('codebook', shape, 'float32', init, undefined, !moves);
    if (moves) {
      this.counts = this.addWeight('counts', [this.codes], 'float32', tf.initializers.ones(), undefined, false);
      this.sums = this.addWeight('sums', shape, 'float32', tf.initializers.zeros(), undefined, false);
      this.sums.write(this.codebook.read());
    }
    super.build(inputShape);
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape | tf.Shape[] {
    expectShape(this, inputShape as tf.Shape, this.sizes);
    return inputShape;
  }

  /** The number of the nearest code of each vector of z [B, ..., D], int32 [B, ...] (equation 1). No gradient. */
  indices(z: tf.Tensor): tf.Tensor {
    return tf.tidy(() => {
      const [rows, e] = [this.rows(z), stopGradient(this.codebook!.read() as tf.Tensor2D)];
      const distance = e
        .square()
        .sum(1)
        .sub(tf.matMul(rows, e, false, true).mul(2)); // |z - e|^2 - |z|^2
      return distance.argMin(1).reshape(z.shape.slice(0, -1));
    });
  }

  /** The codes of given numbers, int32 [B, ...] -> [B, ..., D], with a gradient to the codebook. */
  lookup(indices: tf.Tensor): tf.Tensor {
    return tf.gather(this.codebook!.read(), indices);
  }

  /**
   * The second and third term of equation 3 without beta, each a mean over the vectors, in squared units of z:
   * |sg[z] - e|^2, which moves the codes to the encoder's vectors (leave it out when decay moves them), and the
   * commitment |z - sg[e]|^2, which keeps the vectors at their codes (the paper weighs it by beta = 0.25).
   */
  quantizationLosses(z: tf.Tensor): { codebook: tf.Scalar; commitment: tf.Scalar } {
    return tf.tidy(() => {
      const e = this.lookup(this.indices(z));
      const squared = (a: tf.Tensor, b: tf.Tensor) => a.sub(b).square().sum(-1).mean<tf.Scalar>();
      return { codebook: squared(stopGradient(z), e), commitment: squared(z, stopGradient(e)) };
    });
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: Kwargs): tf.Tensor {
    const z = expectTensor(this, inputs, this.sizes);
    return tf.tidy(() => {
      const indices = this.indices(z);
      const quantized = straightThrough(z, stopGradient(this.lookup(indices)));
      if (kwargs['training'] && this.decay !== undefined) this.average(this.rows(z), indices, this.decay);
      return quantized;
    });
  }

  private rows(z: tf.Tensor): tf.Tensor2D {
    return stopGradient(z).reshape([-1, z.shape.at(-1)!]);
  }

  /** Equations 6 to 8: N and m move towards the batch's counts and sums, and e is m / N. */
  private average(rows: tf.Tensor2D, indices: tf.Tensor, decay: number): void {
    const chosen = tf.oneHot(indices.reshape<tf.Tensor1D>([-1]), this.codes).toFloat() as tf.Tensor2D;
    const move = (old: tf.LayerVariable, batch: tf.Tensor) => {
      const next = old
        .read()
        .mul(decay)
        .add(batch.mul(1 - decay));
      old.write(next);
      return next;
    };
    const N = move(this.counts!, chosen.sum(0));
    const m = move(this.sums!, tf.matMul(chosen, rows, true));
    const total = N.sum();
    const smooth = N.add(SMOOTHING)
      .div(total.add(this.codes * SMOOTHING))
      .mul(total);
    this.codebook!.write(m.div(smooth.expandDims(1)));
  }

  override getConfig(): tf.serialization.ConfigDict {
    const decay = this.decay === undefined ? {} : { decay: this.decay };
    return { ...super.getConfig(), codes: this.codes, ...decay };
  }
}
tf.serialization.registerClass(VectorQuantizer);

/**
 * Each vector of z [B, ..., D] becomes the nearest of K codes; the gradient goes to z as if it had not (equations 1, 2
 * and section 3.2). Gives [B, ..., D]. Its methods give the codes' numbers and the losses:
 *
 *     const zq = vq.apply(z, { training: true });
 *     const { codebook, commitment } = vq.quantizationLosses(z);
 *
 * @throws when the last axis is not what the layer was built for, or z is not float32
 */
export const vectorQuantizer = (args: VectorQuantizerArgs): VectorQuantizer => new VectorQuantizer(args);
