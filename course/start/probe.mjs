// @ts-check
// node probe.mjs ENGINE: starts the engine as a notebook would, multiplies two matrices whose product is known, times a
// large product, and prints one line of JSON with the measurement or the error.
import { createRequire } from 'node:module';

/** @typedef {typeof import('saddlepoint')} Saddlepoint */

/** n x n floats: 2 n^3 operations a product. */
const SIZE = 1024;
const REPEATS = 10;
/** Then a slow engine has been measured, too. */
const ENOUGH = 2000; // ms

/** @param {Saddlepoint} saddlepoint */
async function multiplies({ tf }) {
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

/**
 * @param {Saddlepoint} saddlepoint
 * @returns {Promise<number>} GFLOP/s of float32 matMul, the best of up to REPEATS
 */
async function matMulSpeed({ tf }) {
  const a = tf.randomUniform([SIZE, SIZE]);
  const start = performance.now();
  let best = Infinity;
  for (let i = 0; i < REPEATS && performance.now() - start < ENOUGH; i++) {
    const begin = performance.now();
    const product = tf.matMul(a, a);
    await product.data();
    best = Math.min(best, performance.now() - begin);
    product.dispose();
  }
  return (2 * SIZE ** 3) / best / 1e6;
}

try {
  /** @type {Saddlepoint} */
  const saddlepoint = createRequire(import.meta.url)('saddlepoint');
  await saddlepoint.ready(/** @type {import('saddlepoint').EngineName} */ (process.argv[2]));
  const engine = saddlepoint.engine();
  if (!(await multiplies(saddlepoint))) throw new Error(`${engine.description} multiplies matrices wrongly`);
  console.log(JSON.stringify({ ...engine, gflops: Number((await matMulSpeed(saddlepoint)).toPrecision(3)) }));
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  console.log(JSON.stringify({ error: message.split('\n')[0] })); // below it, Node's list of requiring files
}
