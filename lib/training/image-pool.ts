// Shrivastava et al. 2017, "Learning from simulated and unsupervised images through adversarial training",
// arXiv:1612.07828, section 2.3; as CycleGAN uses it (arXiv:1703.10593, section 4).
import { tf } from '../backend/tf';
import { checkCount } from '../math/check';
import type { NamedTensor, Stateful } from './trainable';

/**
 * The last generated images, so that a discriminator is shown older ones too, and cannot forget what it has learnt of
 * them: the players circle less. An image that comes goes out again, until the pool is full; then, with probability 1/2,
 * one of the pool goes out in its place, and it stays.
 */
export class ImagePool implements Stateful {
  /** [images, H, W, C] */
  private images: tf.Tensor4D | undefined;

  /** @param capacity number of images; 0: whatever comes goes out at once */
  constructor(readonly capacity: number) {
    checkCount(capacity, 'ImagePool: capacity', 0);
  }

  /** images held */
  get size(): number {
    return this.images?.shape[0] ?? 0;
  }

  /**
   * Gives in a batch [B, H, W, C] of generated images, and takes out as many, which the caller disposes of. Which ones
   * is drawn from Math.random. No gradient goes through.
   */
  exchange(fake: tf.Tensor4D): tf.Tensor4D {
    if (this.capacity === 0) return fake.clone();
    const held = Array.from({ length: this.size }, (_, i) => i);
    const out = Array.from({ length: fake.shape[0] }, (_, i) => this.swap(held, this.size + i));
    const all = this.images ? tf.concat([this.images, fake]) : fake.clone();
    const taken = tf.gather(all, tf.tensor1d(out, 'int32'));
    this.replace(tf.gather(all, tf.tensor1d(held, 'int32')));
    return taken;
  }

  /** Puts image `incoming` into the list of those held, or lets it pass; gives the one that goes out. */
  private swap(held: number[], incoming: number): number {
    if (held.length < this.capacity) return held[held.push(incoming) - 1]!;
    if (Math.random() < 0.5) return incoming;
    const place = Math.floor(Math.random() * held.length);
    const outgoing = held[place]!;
    held[place] = incoming;
    return outgoing;
  }

  private replace(images: tf.Tensor4D | undefined): void {
    this.images?.dispose();
    this.images = images && tf.keep(images);
  }

  getWeights(): Promise<NamedTensor[]> {
    const images = this.images ? [{ name: 'images', tensor: this.images.clone() }] : [];
    return Promise.resolve([{ name: 'size', tensor: tf.scalar(this.size, 'int32') }, ...images]);
  }

  setWeights([, images]: NamedTensor[]): Promise<void> {
    this.replace(images && tf.tidy(() => tf.keep(tf.clone(images.tensor) as tf.Tensor4D)));
    return Promise.resolve();
  }

  getConfig(): tf.serialization.ConfigDict {
    return { capacity: this.capacity };
  }

  dispose(): void {
    this.replace(undefined);
  }
}
