// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isBuilt, packageFolder } from './addon.mjs';
import { run } from './child.mjs';
import { Failure } from './failure.mjs';
import { which } from './machine.mjs';
import { fetchOfficial } from './official.mjs';
import { buildOperations } from './operations.mjs';
import { buildFromWheel } from './wheel.mjs';

/**
 * A way to a native engine. `build` leaves a whole .engine/NAME, or throws a Failure; `extend` adds to what is there.
 *
 * @typedef {object} Way
 * @property {string} name
 * @property {'gpu' | 'node'} engine
 * @property {string} title
 * @property {string} packageName
 * @property {(way: Way, context: Context, voice: Voice) => Promise<void>} build
 * @property {(way: Way, context: Context, voice: Voice) => Promise<void>} [extend]
 */
/** @typedef {import('./step.mjs').Context} Context */
/** @typedef {import('./progress.mjs').Voice} Voice */

/**
 * Best first: the official binary is a TensorFlow of 2022, and none of the library's own operations are compiled for it.
 *
 * @type {Way[]}
 */
export const WAYS = [
  {
    name: 'gpu',
    engine: 'gpu',
    title: 'TensorFlow on the GPU',
    packageName: '@tensorflow/tfjs-node-gpu',
    async build(way, context, voice) {
      await requireGpu(way, context);
      await fetchOfficial(way, 'gpu', context, voice);
    },
  },
  {
    name: 'wheel',
    engine: 'node',
    title: 'TensorFlow from PyPI',
    packageName: '@tensorflow/tfjs-node',
    build: buildFromWheel,
    extend: buildOperations,
  },
  {
    name: 'official',
    engine: 'node',
    title: "TensorFlow's official binary",
    packageName: '@tensorflow/tfjs-node',
    build: (way, context, voice) => fetchOfficial(way, 'cpu', context, voice),
  },
];

/** @param {Way} way @param {Context} context */
async function requireGpu({ packageName }, { root, env }) {
  const smi = which('nvidia-smi', env);
  if (!smi || (await run(smi, ['-L'], { cwd: root, env })).code !== 0) {
    throw new Failure('nvidia-smi finds no NVIDIA GPU.', 'Install the NVIDIA driver.');
  }
  if (existsSync(packageFolder(root, packageName))) return;
  throw new Failure(`${packageName} is not installed.`, `npm install --no-save ${packageName}@${tfjsVersion(root)}`);
}

/** @param {string} root @returns {string} */
export const tfjsVersion = (root) =>
  JSON.parse(readFileSync(join(packageFolder(root, '@tensorflow/tfjs-node'), 'package.json'), 'utf8')).version;

/**
 * Ways worth trying for the engine asked for, those that are built already first.
 *
 * @param {Context} context
 */
export function ways({ root, env, engine }) {
  const wanted = WAYS.filter((way) =>
    engine === 'auto' ? way.engine === 'node' || which('nvidia-smi', env) : way.engine === engine,
  );
  return wanted.sort((a, b) => Number(isBuilt(root, b.name)) - Number(isBuilt(root, a.name)));
}
