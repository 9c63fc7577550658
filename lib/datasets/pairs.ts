import { tf } from '../backend/tf';
import type { Dataset } from './dataset';
import { epoch } from './epoch';
import { imagesOnly, type LabelledImages } from './labelled-images';

/** x of one domain and y of another, each [B, H, W, C]; a type, not an interface, so that it is a tf.TensorContainer. */
export type ImagePair = { x: tf.Tensor4D; y: tf.Tensor4D };

/** The same things in two domains: image i of x and image i of y show one thing. */
export interface AlignedImages {
  readonly x: LabelledImages;
  readonly y: LabelledImages;
  /** things of one number are nearly the same, such as the flags of Norway and Svalbard; one for each image */
  readonly groups: ArrayLike<number>;
}

/**
 * Pairs: x[i] and y[i] of a batch show the same thing.
 * @throws Error when x and y differ in size
 */
export function pairedImages({ x, y }: Omit<AlignedImages, 'groups'>): Dataset<ImagePair> {
  checkAligned(x, y);
  const dataset = { name: `pairs of ${x.name} and ${y.name}`, size: x.size };
  return {
    ...dataset,
    batches: (batchSize) =>
      epoch(dataset, batchSize, (indices) => ({ x: only(x.gather(indices)), y: only(y.gather(indices)) })),
  };
}

/** Frees the labels of a batch; gives its images. */
function only({ x, y }: { x: tf.Tensor4D; y: tf.Tensor }): tf.Tensor4D {
  y.dispose();
  return x;
}

function checkAligned(x: LabelledImages, y: LabelledImages): void {
  if (x.size !== y.size) {
    throw new Error(
      `${x.name} has ${x.size} images and ${y.name} has ${y.size}: pairs need one of each for everything.`,
    );
  }
}

/**
 * Two collections that have nothing to do with one another: every epoch both are shuffled, each in an order of its own.
 * An epoch has as many examples as the smaller one; of the larger one, others each time.
 * @param x batches [B, H, W, C]
 * @param y batches [B, H, W, C]
 */
export const unpairedImages = (x: Dataset<tf.Tensor4D>, y: Dataset<tf.Tensor4D>): Dataset<ImagePair> => ({
  name: `${x.name} and, unpaired, ${y.name}`,
  size: Math.min(x.size, y.size),
  batches(batchSize) {
    const [xs, ys] = [x.batches(batchSize), y.batches(batchSize)];
    return {
      *[Symbol.iterator]() {
        const others = ys[Symbol.iterator]();
        for (const x of xs) {
          const other = others.next();
          if (other.done) {
            x.dispose();
            return;
          }
          yield { x, y: other.value };
        }
      },
    };
  },
});

/** Unpaired images, and which things each half of them shows. */
export interface UnpairedHalves extends Dataset<ImagePair> {
  readonly indices: { readonly x: Int32Array; readonly y: Int32Array };
}

/**
 * Aligned images with the alignment taken away for good: half of the things are seen in the domain of x only, the others
 * in that of y only. No pair exists in such data, and nothing that comes close to one: a group goes into one half whole.
 * The halves depend on the data alone, not on a seed.
 * @throws Error when x and y differ in size, or all is one group
 */
export function unpairedHalves({ x, y, groups }: AlignedImages): UnpairedHalves {
  checkAligned(x, y);
  const halves: [number[], number[]] = [[], []];
  const halfOf = new Map<number, number[]>();
  for (let i = 0; i < x.size; i++) {
    const [one, other] = halves;
    const half = halfOf.get(groups[i]!) ?? (one.length <= other.length ? one : other);
    halfOf.set(groups[i]!, half);
    half.push(i);
  }
  if (halves[1].length === 0) throw new Error(`${x.name}: all images are one group, which has no halves.`);
  const indices = { x: Int32Array.from(halves[0]), y: Int32Array.from(halves[1]) };
  return { ...unpairedImages(imagesOnly(x.subset(indices.x)), imagesOnly(y.subset(indices.y))), indices };
}
