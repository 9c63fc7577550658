import { tf } from '../backend/tf';
import { checkCount } from '../math/check';
import type { Dataset } from './dataset';
import type { LabelledBatch, LabelledDataset } from './labelled-images';

/** x [B, H, W, C] and y [B, K], one row a label: 1 at the label, 0 elsewhere. A type, so that it is a TensorContainer. */
export type OneHotBatch = { x: tf.Tensor4D; y: tf.Tensor2D };

/**
 * Labelled images for a model of K classes. The labels are looked at here, once, since a training step cannot read them:
 * tfjs gives a label outside the classes a row of zeros and says nothing.
 * @param classes K
 * @throws RangeError when a label is not in 0 .. K-1 (says the first), or K is not a whole number from 2 up
 */
export function oneHotLabels(images: LabelledDataset, classes: number): Dataset<OneHotBatch> {
  checkCount(classes, 'oneHotLabels: classes', 2);
  const wrong = images.labels.findIndex((label) => label >= classes);
  if (wrong >= 0) {
    throw new RangeError(
      `${images.name}: example ${wrong} has the label ${images.labels[wrong]!}, but ${classes} classes are 0 .. ${classes - 1}.`,
    );
  }
  const { name, size } = images;
  return {
    name: `${name}, ${classes} classes`,
    size,
    *batches(batchSize) {
      for (const { x, y } of images.batches(batchSize)) yield { x, y: takeOneHot(y, classes) };
    },
  };
}

function takeOneHot(y: LabelledBatch['y'], classes: number): tf.Tensor2D {
  const rows = tf.tidy(() => tf.oneHot(y, classes).toFloat() as tf.Tensor2D);
  y.dispose();
  return rows;
}
