import { tf } from '../backend/tf';

/**
 * Labels as a network takes them: one-hot vectors [n, K] of type float32.
 *
 * @param labels n class numbers from 0 to K - 1
 * @param classes K
 * @throws RangeError when a label is outside the classes (says the first)
 */
export function labelVectors(labels: ArrayLike<number>, classes: number): tf.Tensor2D {
  const vectors = new Float32Array(labels.length * classes);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!;
    if (!Number.isInteger(label) || label < 0 || label >= classes) {
      throw new RangeError(`Label ${i} is ${label}, but ${classes} classes are 0 .. ${classes - 1}.`);
    }
    vectors[i * classes + label] = 1;
  }
  return tf.tensor2d(vectors, [labels.length, classes]);
}
