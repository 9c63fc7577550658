import { tf } from '../backend/tf';
import { checkPositive } from '../math/check';
import type { Dataset } from './dataset';
import { epoch } from './epoch';
import { LabelledImages, type LabelledBatch, type LabelledDataset } from './labelled-images';
import { warped, type AffineMap } from './warp';

/** How far an image may be moved. */
export interface Ranges {
  /** of the side, either way, across and down, >= 0 */
  shift: number;
  /** degrees, either way, >= 0 */
  rotation: number;
  /** the size is multiplied by 1 / scale to scale, uniformly in its logarithm, > 0 */
  scale: number;
  /** the byte that comes in from outside: 0 is black, 255 white */
  background: number;
}

/** @throws RangeError when one is out of its own; `what` asks, in the message */
export function checkRanges({ shift, rotation, scale }: Ranges, what: string): void {
  checkPositive(1 + shift, `${what}: 1 + shift`);
  checkPositive(1 + rotation, `${what}: 1 + rotation`);
  checkPositive(scale, `${what}: scale`);
}

/**
 * Labelled images that are shifted, turned and scaled at random each time they are handed out, and keep their labels: a
 * network that sees other pixels every epoch cannot learn them by heart.
 * @throws RangeError when a range is out of its own
 */
export function augmented(images: LabelledImages, ranges: Ranges): LabelledDataset {
  checkRanges(ranges, 'augmented');
  const dataset = { name: `${images.name}, moved`, size: images.size, labels: images.labels };
  const gather = (indices: Int32Array): LabelledBatch => ({
    x: moved(images, indices, ranges),
    y: tf.tensor1d(
      indices.map((i) => images.labels[i]!),
      'int32',
    ),
  });
  return { ...dataset, batches: (batchSize) => epoch(dataset, batchSize, gather) };
}

/** Images [B, H, W, C], and the same ones, moved; a type, not an interface, so that it is a tf.TensorContainer. */
export type ImagesAndMoved = { x: tf.Tensor4D; other: tf.Tensor4D };

/**
 * Images without labels, and beside each the same one, moved at random as by {@link augmented}: another look at one thing.
 * @throws RangeError when a range is out of its own
 */
export function withMoved(images: LabelledImages, ranges: Ranges): Dataset<ImagesAndMoved> {
  checkRanges(ranges, 'withMoved');
  const dataset = { name: `${images.name}, still and moved`, size: images.size };
  const gather = (indices: Int32Array): ImagesAndMoved => {
    const { x, y } = images.gather(indices);
    y.dispose();
    return { x, other: moved(images, indices, ranges) };
  };
  return { ...dataset, batches: (batchSize) => epoch(dataset, batchSize, gather) };
}

/** The images of these indices [B, H, W, C], each moved at random. */
export function moved(images: LabelledImages, indices: Int32Array, ranges: Ranges): tf.Tensor4D {
  const { shape, name, pixels } = images;
  const length = tf.util.sizeFromShape([...shape]);
  const bytes = new Uint8Array(indices.length * length);
  indices.forEach((from, to) => {
    const image = images.images.subarray(from * length, (from + 1) * length);
    bytes.set(warped(image, shape, randomMap(shape, ranges), ranges.background), to * length);
  });
  const labels = new Uint8Array(indices.length);
  const { x, y } = new LabelledImages({ name, images: bytes, labels, shape, pixels }).tensors();
  y.dispose();
  return x;
}

const either = (range: number) => range * (2 * Math.random() - 1);

/** Turns and scales about the middle, then shifts. */
function randomMap([height, width]: LabelledImages['shape'], { shift, rotation, scale }: Ranges): AffineMap {
  const angle = (either(rotation) * Math.PI) / 180;
  const size = Math.exp(either(Math.log(scale)));
  const [cos, sin] = [Math.cos(angle) / size, Math.sin(angle) / size];
  const [x, y] = [(width - 1) / 2, (height - 1) / 2];
  const [right, down] = [x + either(shift) * width, y + either(shift) * height];
  return [cos, -sin, x - cos * right + sin * down, sin, cos, y - sin * right - cos * down];
}
