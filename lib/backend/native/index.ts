import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import util from 'node:util'; // the module itself: `import *` would make a copy
import { skipZerosInSums } from '../gradients/zeros';
import { tf } from '../tf';
import { setNormalizationKernels } from './normalization';
import { setNativeKernels } from './kernels';
import type { NativeBackend } from './operation';
import { setOwnAdam } from './own-adam';
import { setOperationKernels } from './operations';

/** Node 23 took two functions away that tfjs-node 4.22 still calls (tensorflow/tfjs issue 8609). */
function giveBackLegacyUtil(): void {
  const legacy = util as unknown as Record<string, unknown>;
  legacy['isArray'] ??= Array.isArray;
  legacy['isNullOrUndefined'] ??= (x: unknown) => x === null || x === undefined;
}

/**
 * The operations of our own, which TensorFlow knows once they are loaded. `npm start` compiles them beside tfjs-node's
 * addon; a tfjs-node that was installed by itself has none, and does with several of TensorFlow's.
 *
 * @returns a word for the engine's description when it runs without
 */
function loadOperations(require: NodeJS.Require, folder: string): string {
  const file = path.join(folder, 'lib', 'napi-v8', 'saddlepoint_operations.node');
  if (!existsSync(file)) return ", without the library's own operations";
  try {
    require(file);
  } catch (error) {
    return `, without the library's own operations: ${(error as Error).message}; \`npm start\` compiles them anew`;
  }
  setNormalizationKernels();
  setOperationKernels();
  setOwnAdam();
  return '';
}

let withoutOperations = '';

/**
 * Loads tfjs-node or tfjs-node-gpu, found from this library or from the working folder.
 *
 * @returns what runs, with versions
 * @throws Error when the package is not there, does not load, or finds no GPU where it should
 */
export async function startNative(name: '@tensorflow/tfjs-node' | '@tensorflow/tfjs-node-gpu'): Promise<string> {
  const require = createRequire(__filename);
  const file = require.resolve(`${name}/package.json`, { paths: [__dirname, process.cwd()] });
  // A process that came here for a GPU and found none has TensorFlow on the CPU already.
  if ((tf.findBackendFactory('tensorflow') as unknown) === null) {
    process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2'; // only errors: TensorFlow would talk about its CPU
    // Without it TensorFlow leaves oneDNN be on processors that lack AVX-512, and has no dilated depthwise convolutions.
    process.env['TF_ENABLE_ONEDNN_OPTS'] ??= '1';
    // TensorFlow would save memory and prepare every gradient of a filter anew: 0.15 ms, as long as a small one takes.
    process.env['TF_MKL_OPTIMIZE_PRIMITIVE_MEMUSE'] ??= 'false';
    // oneDNN's share of work goes to the thread that asks as well, which would wait and be woken: the bits are the same.
    process.env['TF_ONEDNN_THREADPOOL_USE_CALLER_THREAD'] ??= '1';
    giveBackLegacyUtil();
    require(path.dirname(file));
    setNativeKernels();
    withoutOperations = loadOperations(require, path.dirname(file));
    skipZerosInSums(['tensorflow']); // after whatever adds
  }
  const backend = tf.findBackend('tensorflow') as unknown as NativeBackend;
  if (name.endsWith('gpu') && !backend.isUsingGpuDevice) throw new Error('TensorFlow finds no GPU that it can use');
  await tf.setBackend('tensorflow');
  const { version } = require(file) as { version: string };
  return `TensorFlow ${backend.binding.TF_Version} through ${path.basename(name)} ${version}${withoutOperations}`;
}
