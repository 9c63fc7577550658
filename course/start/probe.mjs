// @ts-check
// node probe.mjs ENGINE: starts the engine as a notebook would, multiplies two matrices whose product is known, times a
// large product, and prints one line of JSON with the measurement or the error.
import { createRequire } from 'node:module';

/** @type {typeof import('saddlepoint')} */
const { engine, ready, tf } = createRequire(import.meta.url)('saddlepoint');

/** n x n floats: 2 n^3 operations a product. */
const SIZE = 1024;
const REPEATS = 10;

async function multiplies() {
  const product = tf.matMul(
    tf.tensor2d([
      [1, 2],
      [3, 4],
    ]),
    tf.tensor2d([
      [5, 6],
      [7, 8],
    ]),
  );
  return (await product.data()).join() === '19,22,43,50';
}

/** @returns {Promise<number>} GFLOP/s of float32 matMul, the best of REPEATS */
async function matMulSpeed() {
  const a = tf.randomUniform([SIZE, SIZE]);
  let best = Infinity;
  for (let i = 0; i < REPEATS; i++) {
    const begin = performance.now();
    const product = tf.matMul(a, a);
    await product.data();
    best = Math.min(best, performance.now() - begin);
    product.dispose();
  }
  return (2 * SIZE ** 3) / best / 1e6;
}

try {
  await ready(/** @type {import('saddlepoint').EngineName} */ (process.argv[2]));
  if (!(await multiplies())) throw new Error(`${engine().description} multiplies matrices wrongly`);
  console.log(JSON.stringify({ ...engine(), gflops: Math.round(await matMulSpeed()) }));
} catch (error) {
  console.log(JSON.stringify({ error: error instanceof Error ? error.message : String(error) }));
}
