import { tf } from '../backend/tf';

/** Images that go through a network at a time. */
const CHUNK = 500;

/**
 * The rows that `f` gives for images [N, H, W, C], some hundreds at a time: [N][columns]. Read asynchronously; leaves
 * no tensor behind.
 * @param chunk how many at a time; 500 unless said
 */
export async function inChunks(
  x: tf.Tensor4D,
  f: (images: tf.Tensor4D) => tf.Tensor,
  chunk = CHUNK,
): Promise<number[][]> {
  const rows: number[][] = [];
  for (let start = 0; start < x.shape[0]; start += chunk) {
    const y = tf.tidy(() => f(x.slice([start], [Math.min(chunk, x.shape[0] - start)])));
    rows.push(...((await y.array()) as number[][]));
    y.dispose();
  }
  return rows;
}
