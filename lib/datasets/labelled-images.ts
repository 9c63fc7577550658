import { tf } from '../backend/tf';
import type { Dataset } from './dataset';
import { epoch } from './epoch';

/** x [B, H, W, C] and its labels y [B] (int32); a type, not an interface, so that it is a tf.TensorContainer. */
export type LabelledBatch = { x: tf.Tensor4D; y: tf.Tensor1D };

/** Images in batches with their labels, which can be looked at without taking a batch. */
export interface LabelledDataset extends Dataset<LabelledBatch> {
  /** N class labels; an epoch hands out each once, in an order of its own */
  readonly labels: Uint8Array;
}

/** Byte 0 .. 255 -> [-1, 1], the range of a tanh generator. */
const SIGNED = Float32Array.from({ length: 256 }, (_, byte) => byte / 127.5 - 1);
/** Byte 0 .. 255 -> [0, 1]: grey values as the probabilities of a Bernoulli likelihood. */
const UNIT = Float32Array.from({ length: 256 }, (_, byte) => byte / 255);
/** Byte 0 or 1 -> the same number, for binary images. */
const BINARY = Float32Array.from({ length: 256 }, (_, byte) => byte);
const PIXELS: Record<'signed' | 'unit' | 'binary', Float32Array> = { signed: SIGNED, unit: UNIT, binary: BINARY };

export interface LabelledImagesOptions {
  name: string;
  /** N images of H x W x C bytes, row-major: 0 .. 255 for 'signed' and 'unit' pixels, 0 or 1 for 'binary' ones */
  images: Uint8Array;
  /** N class labels */
  labels: Uint8Array;
  /** [H, W, C] */
  shape: readonly [number, number, number];
  /** what batches hold: 'signed' maps byte 0 .. 255 to [-1, 1], 'unit' to [0, 1], 'binary' keeps 0 and 1 */
  pixels: keyof typeof PIXELS;
}

/** Images kept as bytes, with labels; a batch becomes floats only when it is taken. */
export class LabelledImages implements LabelledDataset {
  readonly name: string;
  readonly size: number;
  readonly images: Uint8Array;
  readonly labels: Uint8Array;
  readonly shape: readonly [number, number, number];
  readonly pixels: keyof typeof PIXELS;

  /** @throws Error when the number of bytes is not labels x H x W x C */
  constructor({ name, images, labels, shape, pixels }: LabelledImagesOptions) {
    const expected = labels.length * shape[0] * shape[1] * shape[2];
    if (images.length !== expected) {
      throw new Error(
        `${name}: ${labels.length} labels and images of ${shape.join('x')} need ${expected} bytes, got ${images.length}`,
      );
    }
    this.name = name;
    this.size = labels.length;
    this.images = images;
    this.labels = labels;
    this.shape = shape;
    this.pixels = pixels;
  }

  /** Batches { x [B, H, W, C], y [B] } of one epoch; see Dataset. */
  batches(batchSize: number): Iterable<LabelledBatch> {
    return epoch(this, batchSize, (indices) => this.gather(indices));
  }

  /** The examples of these indices as one batch, in this order. */
  gather(indices: ArrayLike<number>): LabelledBatch {
    const pixels = this.shape[0] * this.shape[1] * this.shape[2];
    const value = PIXELS[this.pixels];
    const x = new Float32Array(indices.length * pixels);
    const y = new Int32Array(indices.length);
    for (let i = 0, to = 0; i < indices.length; i++) {
      const index = indices[i]!;
      y[i] = this.labels[index]!;
      for (let from = index * pixels; from < (index + 1) * pixels; from++) x[to++] = value[this.images[from]!]!;
    }
    return { x: tf.tensor4d(x, [indices.length, ...this.shape]), y: tf.tensor1d(y, 'int32') };
  }

  /** Every example in its stored order (60,000 MNIST images take 188 MB). */
  tensors(): LabelledBatch {
    return this.gather(Int32Array.from({ length: this.size }, (_, i) => i));
  }

  /** The first n examples; shares the bytes. */
  take(n: number): LabelledImages {
    return this.range(0, n);
  }

  /** All but the first n examples; shares the bytes. */
  skip(n: number): LabelledImages {
    return this.range(n, this.size);
  }

  /** The examples of these indices, in this order: a copy. */
  subset(indices: ArrayLike<number>): LabelledImages {
    const pixels = this.images.length / this.size;
    const images = new Uint8Array(indices.length * pixels);
    for (let i = 0; i < indices.length; i++) {
      images.set(this.images.subarray(indices[i]! * pixels, (indices[i]! + 1) * pixels), i * pixels);
    }
    return this.withExamples(
      images,
      Uint8Array.from(indices, (i) => this.labels[i]!),
    );
  }

  /** The same examples, whose batches hold their pixels so; shares the bytes. */
  withPixels(pixels: keyof typeof PIXELS): LabelledImages {
    const { name, images, labels, shape } = this;
    return new LabelledImages({ name, images, labels, shape, pixels });
  }

  /** The same examples with a margin of this many background pixels (byte 0) on every side: a copy. */
  withMargin(margin: number): LabelledImages {
    const [height, width, channels] = this.shape;
    const shape = [height + 2 * margin, width + 2 * margin, channels] as const;
    const row = width * channels;
    const images = new Uint8Array(this.size * shape[0] * shape[1] * channels);
    for (let line = 0; line < this.size * height; line++) {
      const [image, y] = [Math.floor(line / height), line % height];
      const to = ((image * shape[0] + margin + y) * shape[1] + margin) * channels;
      images.set(this.images.subarray(line * row, (line + 1) * row), to);
    }
    const { name, labels, pixels } = this;
    return new LabelledImages({ name, images, labels, shape, pixels });
  }

  private range(start: number, end: number): LabelledImages {
    const pixels = this.images.length / this.size;
    const images = this.images.subarray(start * pixels, end * pixels);
    return this.withExamples(images, this.labels.subarray(start, end));
  }

  private withExamples(images: Uint8Array, labels: Uint8Array): LabelledImages {
    const { name, shape, pixels } = this;
    return new LabelledImages({ name, images, labels, shape, pixels });
  }
}

/** Images [B, H, W, C] without a margin of this many pixels on every side: [B, H - 2 margin, W - 2 margin, C] */
export const withoutMargin = (x: tf.Tensor4D, margin: number): tf.Tensor4D =>
  tf.slice(x, [0, margin, margin, 0], [-1, x.shape[1] - 2 * margin, x.shape[2] - 2 * margin, -1]);

/** The images alone, for models that learn without labels: batches x [B, H, W, C]. */
export function imagesOnly(
  labelled: Dataset<{ x: tf.Tensor4D } & Readonly<Record<string, tf.Tensor>>>,
): Dataset<tf.Tensor4D> {
  return {
    name: labelled.name,
    size: labelled.size,
    batches(batchSize) {
      const pairs = labelled.batches(batchSize);
      return {
        *[Symbol.iterator]() {
          for (const { x, ...labels } of pairs) {
            tf.dispose(labels);
            yield x;
          }
        },
      };
    },
  };
}
