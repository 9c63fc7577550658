import * as path from 'node:path';
import { setWasmPaths, version_wasm } from '@tensorflow/tfjs-backend-wasm';
import { tf } from './tf';

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

/**
 * Starts tfjs's WebAssembly engine, which comes with npm and needs nothing else.
 *
 * @returns what runs, with its version
 * @throws when it does not start
 */
export async function startWasm(): Promise<string> {
  setWasmPaths(path.dirname(require.resolve('@tensorflow/tfjs-backend-wasm')) + path.sep);
  if (!(await withoutNewListeners(() => tf.setBackend('wasm'))))
    throw new Error('its WebAssembly module does not start (tfjs has printed why)');
  return `tfjs-backend-wasm ${version_wasm}`;
}
