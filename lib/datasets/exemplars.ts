// Dosovitskiy, Springenberg, Riedmiller, Brox 2014, "Discriminative unsupervised feature learning with convolutional neural
// networks", arXiv:1406.6909, section 2.1.
import { tf } from '../backend/tf';
import { checkCount } from '../math/check';
import { checkRanges, moved, type Ranges } from './augmented';
import type { Dataset } from './dataset';
import { epoch } from './epoch';
import type { LabelledBatch, LabelledImages } from './labelled-images';

/** The paper's, on black; its changes of colour and contrast are left out. */
export const EXEMPLAR_RANGES: Ranges = { shift: 0.2, rotation: 20, scale: 1.4, background: 0 };

/**
 * Classes that need no labels: each image is one, and its members are that image shifted, turned and scaled at random,
 * anew every time. Batches are x [B, H, W, C] in the pixels of the images, and y [B], the number of the image.
 * @param perClass members of a class in an epoch
 * @throws RangeError when perClass is no whole number from 1 up, or a range is out of its own
 */
export function exemplars(images: LabelledImages, perClass: number, ranges = EXEMPLAR_RANGES): Dataset<LabelledBatch> {
  checkCount(perClass, 'exemplars: perClass');
  checkRanges(ranges, 'exemplars');
  const dataset = { name: `exemplars of ${images.name}`, size: images.size * perClass };
  const gather = (indices: Int32Array): LabelledBatch => {
    const classes = indices.map((i) => i % images.size);
    return { x: moved(images, classes, ranges), y: tf.tensor1d(classes, 'int32') };
  };
  return { ...dataset, batches: (batchSize) => epoch(dataset, batchSize, gather) };
}
