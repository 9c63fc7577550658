import * as path from 'node:path';
import { setWasmPaths, version_wasm } from '@tensorflow/tfjs-backend-wasm';
import { tf } from '../tf';

/** Starts tfjs's WebAssembly engine, which comes with npm and needs nothing else. */
export async function startWasm(): Promise<string> {
  setWasmPaths(path.dirname(require.resolve('@tensorflow/tfjs-backend-wasm')) + path.sep);
  await tf.setBackend('wasm');
  await tf.ready();
  return `tfjs-backend-wasm ${version_wasm}`;
}
