import { tf } from 'saddlepoint';

/** scale * sin(seed + k^2) at flat index k: the same numbers as in test/golden/dcgan.py. */
export function wave(shape: number[], seed: number, scale = 1): tf.Tensor {
  const values = Array.from(
    { length: tf.util.sizeFromShape(shape) },
    (_, k) => scale * Math.sin(seed + ((k * k) % 1000)),
  );
  return tf.tensor(values, shape);
}
