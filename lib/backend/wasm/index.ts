import * as path from 'node:path';
import { setWasmPaths, version_wasm } from '@tensorflow/tfjs-backend-wasm';
import { tf } from '../tf';
import { setConvKernels } from './conv';
import { setMatMulKernel } from './matmul';

/** Emscripten answers each of these by throwing: one stray rejection anywhere would end the whole process. */
const events = ['uncaughtException', 'unhandledRejection'];

/** Runs f, then takes away the listeners that f put on the process. */
async function withoutNewListeners(f: () => Promise<unknown>): Promise<void> {
  const before = new Map(events.map((event) => [event, process.listeners(event as 'uncaughtException')]));
  await f();
  for (const event of events as 'uncaughtException'[]) {
    for (const listener of process.listeners(event)) {
      if (!before.get(event)!.includes(listener)) process.removeListener(event, listener);
    }
  }
}

/** Starts tfjs's WebAssembly engine, which comes with npm and needs nothing else. */
export async function startWasm(): Promise<string> {
  setWasmPaths(path.dirname(require.resolve('@tensorflow/tfjs-backend-wasm')) + path.sep);
  await withoutNewListeners(() => tf.setBackend('wasm'));
  setMatMulKernel();
  setConvKernels();
  return `tfjs-backend-wasm ${version_wasm}`;
}
