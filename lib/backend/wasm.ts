import * as os from 'node:os';
import * as path from 'node:path';
import { setWasmPaths, version_wasm } from '@tensorflow/tfjs-backend-wasm';
import { tf } from './tf';
import { threadedBackend } from './wasm-threads';

/** Emscripten answers each of these by throwing: one stray rejection anywhere would end the whole process. */
const events = ['uncaughtException', 'unhandledRejection'] as 'uncaughtException'[];

/** Runs f, then takes away the listeners that f put on the process. */
async function withoutNewListeners<Y>(f: () => Promise<Y>): Promise<Y> {
  const before = events.map((event) => process.listeners(event));
  const y = await f();
  events.forEach((event, i) => {
    const added = process.listeners(event).filter((listener) => !before[i]!.includes(listener));
    added.forEach((listener) => process.removeListener(event, listener));
  });
  return y;
}

/** tfjs's module takes no more. */
const MOST_THREADS = 8;

/** One for every core, unless SADDLEPOINT_THREADS says how many: one, where processes share out the cores themselves. */
function threadCount(): number {
  const asked = process.env['SADDLEPOINT_THREADS'] || undefined;
  if (asked === undefined) return Math.min(os.availableParallelism(), MOST_THREADS);
  const count = Number(asked);
  if (Number.isInteger(count) && count >= 1 && count <= MOST_THREADS) return count;
  throw new Error(`SADDLEPOINT_THREADS is '${asked}': give a whole number from 1 to ${MOST_THREADS}, or leave it out`);
}

/**
 * Starts tfjs's WebAssembly engine, which comes with npm and needs nothing else.
 *
 * @returns what runs, with its version and its threads
 * @throws when it does not start, or SADDLEPOINT_THREADS is no number of threads
 */
export async function startWasm(): Promise<string> {
  const threads = threadCount();
  setWasmPaths(path.dirname(require.resolve('@tensorflow/tfjs-backend-wasm')) + path.sep);
  if (threads > 1) {
    tf.removeBackend('wasm');
    tf.registerBackend('wasm', () => threadedBackend(threads));
  }
  if (!(await withoutNewListeners(() => tf.setBackend('wasm'))))
    throw new Error('its WebAssembly module does not start (tfjs has printed why)');
  return `tfjs-backend-wasm ${version_wasm}, ${threads === 1 ? 'one thread' : `${threads} threads`}`;
}
