// Lin et al. 2018, "PacGAN: the power of two samples in generative adversarial networks", arXiv:1712.04086, section 3.
import { tf } from '../backend/tf';

/**
 * x [B, d] -> [B / size, size d]: examples side by side, so that a discriminator judges `size` of them at once and can
 * tell a set that is all alike from one that is not.
 *
 * @throws when `size` is not a whole number from 1 up, or does not divide the batch
 */
export class Pack extends tf.layers.Layer {
  static readonly className = 'Pack';

  constructor(private readonly config: { size: number; name?: string }) {
    super(config);
    if (!(Number.isInteger(config.size) && config.size >= 1))
      throw new RangeError(`Pack: size is ${config.size}; it must be a whole number, 1 or more.`);
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return [null, inputShape[1]! * this.config.size];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = Array.isArray(inputs) ? inputs[0]! : inputs;
    const { size } = this.config;
    const [B, d] = x.shape as [number, number];
    if (B % size !== 0) throw new RangeError(`Pack: a batch of ${B} cannot be packed by ${size}; make it a multiple.`);
    return x.reshape([B / size, d * size]);
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), size: this.config.size };
  }
}

tf.serialization.registerClass(Pack);
