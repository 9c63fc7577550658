// What the rows about emoji share: I-06 trains a DCGAN on all categories, I-05 one on objects, I-07 asks I-06's
// discriminator for features.
import {
  DCGAN,
  dcganGenerator,
  emoji,
  forward,
  imageGrid,
  imagesOnly,
  keepRandom,
  LabelledImages,
  MovingAverage,
  nonSaturating,
  r1,
  tf,
  type DCGANConfig,
  type EmojiCategory,
} from 'saddlepoint';
import { samples } from './judge';
import type { Context } from './row';
import type { Stored } from './stored';
import { train } from './train';

/** As I-01 trains on digits: narrow, with a learning rate to match, judged by the average of G's weights. */
export const CONFIG: DCGANConfig = { size: 32, channels: 3, latentDim: 100, width: 32, learningRate: 1e-3, beta1: 0.5 };
const DECAY = 0.995;
const SHOWN = 64;

export const DISCRIMINATOR: Stored = { path: 'data/checkpoints/emoji-discriminator.safetensors', row: 'I-06' };

/** The training emoji in both styles of drawing: those of Google, then those of Twitter in the same order. */
export async function bothStyles(category?: EmojiCategory): Promise<LabelledImages> {
  const { x, y } = await emoji({ split: 'train', ...(category && { category }) });
  const both = (a: Uint8Array, b: Uint8Array) => new Uint8Array(Buffer.concat([a, b]));
  return new LabelledImages({
    name: `emoji, ${category ?? 'all categories'}`,
    images: both(x.images, y.images),
    labels: both(x.labels, y.labels),
    shape: x.shape,
    pixels: x.pixels,
  });
}

/** A DCGAN on emoji, looked at now and then. */
export class EmojiGAN {
  readonly gan = new DCGAN(CONFIG, r1(nonSaturating, { gamma: 2, every: 4 }));
  private readonly average = dcganGenerator(CONFIG);
  private readonly model = new MovingAverage(this.gan, this.gan.G, this.average, DECAY);
  private readonly z = this.gan.noise(SHOWN);

  constructor(
    private readonly context: Context,
    private readonly images: LabelledImages,
    private readonly batchSize: number,
  ) {}

  /** Goes on until so many epochs are done, of `all`. */
  async trainUntil(epoch: number, all: number): Promise<void> {
    const { context, images, batchSize } = this;
    await train(this.model, imagesOnly(images), {
      epochs: epoch,
      batchSize,
      seed: context.seed,
      checkpoint: context.checkpoint('dcgan'),
      report: context.report(`epoch ${epoch} of ${all}`, all * Math.floor(images.size / batchSize)),
    });
  }

  /** n images [n, 32, 32, 3] in [-1, 1] of the averaged generator; the training goes on as if they had not been drawn. */
  sample(n: number): tf.Tensor4D {
    return keepRandom(() => samples((some) => this.draw(this.gan.noise(some)), n));
  }

  /** Stores a grid of samples, always of the same z. */
  async show(name: string): Promise<void> {
    const x = tf.tidy(() => this.draw(this.z));
    await this.context.picture(name, await imageGrid(x, { columns: 16, title: `${this.images.name}, ${name}` }));
    x.dispose();
  }

  private draw(z: tf.Tensor2D): tf.Tensor4D {
    return forward(this.average, z, { training: false }) as tf.Tensor4D;
  }

  dispose(): void {
    this.model.dispose();
    this.z.dispose();
  }
}
