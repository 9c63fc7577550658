// Vincent, Larochelle, Bengio, Manzagol 2008, "Extracting and composing robust features with denoising autoencoders"; its
// code as a hash: Radford, Metz, Chintala 2016, arXiv:1511.06434, section 4.1.
import { tf } from '../backend/tf';
import { checkCount, checkPositive } from '../math/check';
import { inChunks } from '../metrics/in-chunks';
import { descend, forward } from '../nn';
import { adam } from '../training/optimizers';
import type { Trainable } from '../training/trainable';

export interface DenoisingAutoencoderConfig {
  /** of one image [H, W, C] */
  shape: readonly [number, number, number];
  /** units of the only hidden layer, ReLU: bits of a hash */
  hidden: number;
  /** share of the pixels that are set to 0 before the encoder sees them, in [0, 1) */
  corruption: number;
  learningRate: number;
}

/** The paper's 3072-128-3072 for images of 32 x 32 in colour. */
export const EMOJI_HASH: DenoisingAutoencoderConfig = {
  shape: [32, 32, 3],
  hidden: 128,
  corruption: 0.25,
  learningRate: 1e-3,
};

/** Learns to restore images from which pixels are missing. */
export class DenoisingAutoencoder implements Trainable<tf.Tensor4D, 'squaredError'> {
  /** x [B, H, W, C] -> code [B, hidden]; drops pixels when it trains */
  readonly encoder: tf.Sequential;
  /** code [B, hidden] -> x [B, H, W, C], linear */
  readonly decoder: tf.Sequential;
  readonly parts;
  readonly settings;

  /** @throws RangeError when a number of the config is out of range */
  constructor({ shape, hidden, corruption, learningRate }: DenoisingAutoencoderConfig) {
    checkCount(hidden, 'DenoisingAutoencoder: hidden');
    checkPositive(1 - corruption, 'DenoisingAutoencoder: 1 - corruption');
    const pixels = tf.util.sizeFromShape([...shape]);
    this.encoder = tf.sequential({
      name: 'encoder',
      layers: [
        tf.layers.flatten({ inputShape: [...shape] }),
        tf.layers.dropout({ rate: corruption }),
        tf.layers.dense({ units: hidden, activation: 'relu' }),
      ],
    });
    this.decoder = tf.sequential({
      name: 'decoder',
      layers: [
        tf.layers.dense({ units: pixels, inputShape: [hidden] }),
        tf.layers.reshape({ targetShape: [...shape] }),
      ],
    });
    this.parts = { encoder: this.encoder, decoder: this.decoder, optimizer: adam({ learningRate, beta1: 0.9 }) };
    this.settings = { hidden, corruption };
  }

  /** One step down the squared error of restored images, summed over pixels and averaged over the batch. */
  step(x: tf.Tensor4D): Record<'squaredError', tf.Scalar> {
    const squaredError = descend(this.parts.optimizer, [this.encoder, this.decoder], () => {
      const restored = forward(this.decoder, forward(this.encoder, x, { training: true }), { training: true });
      return restored.sub(x).square().sum([1, 2, 3]).mean<tf.Scalar>();
    });
    return { squaredError };
  }

  /** Which hidden units are on for images [N, H, W, C]: bits [N, hidden]. Like images have like codes. */
  hashes(x: tf.Tensor4D): Promise<number[][]> {
    return inChunks(x, (images) => forward(this.encoder, images, { training: false }).greater(0).toInt());
  }

  dispose(): void {
    for (const part of Object.values(this.parts)) part.dispose();
  }
}
