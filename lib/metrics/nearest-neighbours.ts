import { tf } from '../backend/tf';

export interface Neighbours {
  /** the nearest reference of every query [N] */
  index: Int32Array;
  /** its Euclidean distance [N], in the units of the tensors */
  distance: Float32Array;
}

/** Distances held at a time: 16 million floats, 64 MB. */
const CHUNK_ELEMENTS = 2 ** 24;

/**
 * The nearest reference of every query in Euclidean distance (of pixels, when images are given), by brute force:
 * |q - r|^2 = |q|^2 - 2 q.r + |r|^2 as matrix products, then the distance of the winner from its difference, so that
 * a copy has distance 0 exactly.
 * @param queries [N, ...]
 * @param references [M, ...], with the queries' shape behind the first axis
 * @throws RangeError when the shapes differ behind the first axis or a set is empty
 */
export async function nearestNeighbours(queries: tf.Tensor, references: tf.Tensor): Promise<Neighbours> {
  const [n, m] = [queries.shape[0], references.shape[0]] as [number, number];
  const [shape, expected] = [queries.shape.slice(1), references.shape.slice(1)];
  if (n === 0 || m === 0 || String(shape) !== String(expected)) {
    throw new RangeError(
      `nearestNeighbours: queries [${queries.shape}] and references [${references.shape}] do not fit.`,
    );
  }
  const index = new Int32Array(n);
  const distance = new Float32Array(n);
  const chunk = Math.max(1, Math.floor(CHUNK_ELEMENTS / m));
  const flat = tf.tidy(() => references.reshape<tf.Tensor2D>([m, -1]));
  const squares = tf.tidy(() => flat.square().sum(1));
  try {
    for (let start = 0; start < n; start += chunk) {
      const size = Math.min(chunk, n - start);
      const { nearest, apart } = tf.tidy(() => {
        const q = queries.slice(start, size).reshape([size, -1]);
        // |q|^2 is the same for every reference: it does not change who is nearest
        const nearest: tf.Tensor1D = squares.sub(tf.matMul(q, flat, false, true).mul(2)).argMin(1);
        return { nearest, apart: q.sub(flat.gather(nearest)).square().sum(1).sqrt() };
      });
      index.set(await nearest.data(), start);
      distance.set(await apart.data(), start);
      tf.dispose([nearest, apart]);
    }
  } finally {
    tf.dispose([flat, squares]);
  }
  return { index, distance };
}
