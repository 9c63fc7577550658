import * as path from 'node:path';
import { setWasmPaths, version_wasm } from '@tensorflow/tfjs-backend-wasm';
import { tf } from '../tf';
import { setBatchNormKernels } from './batchnorm';
import { setConvKernels } from './conv';
import { setDepthwiseKernels } from './depthwise';
import { setMatMulKernel } from './matmul';
import { setMultinomialKernel } from './multinomial';
import { setPoolKernels } from './pool';
import { setResizeKernels } from './resize';
import { setSegmentKernels } from './segment';
import { setStridedSliceKernel } from './strided';

/** Emscripten answers each of these by throwing: one stray rejection anywhere would end the whole process. */
const events = ['uncaughtException', 'unhandledRejection'] as 'uncaughtException'[];

/** Runs f, then takes away the listeners that f put on the process. */
async function withoutNewListeners(f: () => Promise<unknown>): Promise<void> {
  const before = events.map((event) => process.listeners(event));
  await f();
  events.forEach((event, i) => {
    const added = process.listeners(event).filter((listener) => !before[i]!.includes(listener));
    added.forEach((listener) => process.removeListener(event, listener));
  });
}

/**
 * Starts tfjs's WebAssembly engine, which comes with npm and needs nothing else, and gives it the kernels that
 * training needs.
 *
 * @returns what runs, with its version
 */
export async function startWasm(): Promise<string> {
  setWasmPaths(path.dirname(require.resolve('@tensorflow/tfjs-backend-wasm')) + path.sep);
  await withoutNewListeners(() => tf.setBackend('wasm'));
  setMatMulKernel();
  setBatchNormKernels();
  setConvKernels();
  setDepthwiseKernels();
  setPoolKernels();
  setResizeKernels();
  setSegmentKernels();
  setStridedSliceKernel();
  setMultinomialKernel();
  return `tfjs-backend-wasm ${version_wasm}`;
}
