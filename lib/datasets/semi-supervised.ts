import type { tf } from '../backend/tf';
import type { Dataset } from './dataset';
import { shuffled } from './epoch';
import type { LabelledImages } from './labelled-images';
import type { OneHotBatch } from './one-hot';

/** Images without labels, or what is known of them beside, and some with labels. */
export type SemiSupervisedBatch<X extends tf.TensorContainer = tf.Tensor4D> = { x: X; labelled: OneHotBatch };

/**
 * Few labels and many images: an epoch is one over the images, and the labelled ones come round as often as it takes.
 * @param labelledBatch examples of a labelled batch
 * @throws RangeError, when the iteration starts, unless labelledBatch is a whole number in 1 .. labelled.size
 */
export const semiSupervised = <X extends tf.TensorContainer>(
  images: Dataset<X>,
  labelled: Dataset<OneHotBatch>,
  labelledBatch = Math.min(100, labelled.size),
): Dataset<SemiSupervisedBatch<X>> => ({
  name: `${images.name}, ${labelled.size} labels`,
  size: images.size,
  *batches(batchSize) {
    const rounds = endless(labelled, labelledBatch);
    for (const x of images.batches(batchSize)) yield { x, labelled: rounds.next().value };
  },
});

function* endless(data: Dataset<OneHotBatch>, batchSize: number): Generator<OneHotBatch, never> {
  for (;;) yield* data.batches(batchSize);
}

/**
 * So many examples of every class, drawn at random: what 100 labels of MNIST are in semi-supervised papers.
 * @throws RangeError when a class has fewer (a class is a label that occurs)
 */
export function balancedSubset(images: LabelledImages, perClass: number): LabelledImages {
  const order = shuffled(images.size);
  const classes = [...new Set(images.labels)].sort((a, b) => a - b);
  const indices = classes.flatMap((label) => {
    const members = Array.from(order).filter((i) => images.labels[i] === label);
    if (!(perClass >= 1 && perClass <= members.length)) {
      throw new RangeError(`${images.name}: class ${label} has ${members.length} examples, not ${perClass}.`);
    }
    return members.slice(0, perClass);
  });
  return images.subset(indices);
}
