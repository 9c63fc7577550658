// @ts-check
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { dropAddon, isBuilt, isLinked, link, packageFolder, unlink } from './addon.mjs';
import { run } from './child.mjs';
import { Failure } from './failure.mjs';
import { which } from './machine.mjs';
import { operationsSource } from './operations.mjs';
import { clearStamp, fingerprint, readStamp, writeStamp } from './stamp.mjs';
import { done, missing } from './step.mjs';
import { tfjsVersion, ways, WAYS } from './ways.mjs';
import { installWebgpu, isWebgpuInstalled } from './webgpu.mjs';
import { compiler } from './wheel.mjs';

const PROBE = fileURLToPath(new URL('probe.mjs', import.meta.url));
const PROBE_TIMEOUT = 120_000;
const ANOTHER = 'Choose another with --engine, or paste `npm run doctor` into a bug report.';
export const ENGINES = ['auto', 'gpu', 'node', 'wasm', 'webgpu'];

/** @typedef {import('./step.mjs').Context} Context */
/** @typedef {import('./progress.mjs').Voice} Voice */
/** @typedef {import('./ways.mjs').Way} Way */

/**
 * What a notebook would get from ready(engine), measured in a process of its own.
 *
 * @param {string} engine
 * @param {Context} context
 */
export async function probe(engine, { root, env }) {
  const { code, output, timedOut } = await run(process.execPath, [PROBE, engine], {
    cwd: root,
    env,
    timeout: PROBE_TIMEOUT,
  });
  if (timedOut) throw new Failure(`it did not multiply two matrices within ${PROBE_TIMEOUT / 1000} s.`, ANOTHER);
  const result = output.split('\n').find((line) => line.startsWith('{')); // TensorFlow writes lines of its own
  if (!result) throw new Failure(`its process ended with exit code ${code}: ${output.trim().slice(-300)}`, ANOTHER);
  /** @type {{ name: string, description: string, gflops: number, error?: string }} */
  const measured = JSON.parse(result);
  if (measured.error) throw new Failure(measured.error, ANOTHER);
  return measured;
}

/** @param {Way} way @param {Context} context @param {Voice} voice */
async function prepare(way, context, voice) {
  const { root } = context;
  if (!isBuilt(root, way.name)) await way.build(way, context, voice);
  await way.extend?.(way, context, voice);
  link(root, way.name, way.packageName);
  voice.tell(`trying ${way.title}`);
  try {
    return await probe(way.engine, context);
  } catch (error) {
    unlink(root, way.packageName);
    dropAddon(root, way.name);
    throw error;
  }
}

/**
 * A change of these makes another attempt worth while.
 *
 * @param {Context} context
 */
const key = ({ root, env }) =>
  fingerprint(
    tfjsVersion(root),
    process.platform,
    process.arch,
    compiler(env),
    which('nvidia-smi', env),
    operationsSource(root),
  );

/** @type {import('./step.mjs').Step} */
export const engine = {
  name: 'engine',

  check(context) {
    if (context.engine === 'wasm') return done('wasm, as asked');
    const stamp = readStamp(context.root, `engine-${context.engine}`);
    if (!stamp || !existsSync(packageFolder(context.root, '@tensorflow/tfjs-node')))
      return missing('no engine is prepared');
    if (stamp.key !== key(context)) return missing('the machine has changed since the engine was prepared');
    if (context.engine === 'webgpu') {
      return isWebgpuInstalled(context.root)
        ? done(`webgpu: ${stamp.description}`)
        : missing('its packages are not there');
    }
    if (!stamp.way) return done(`wasm. ${stamp.missed} To try again: npm start -- --engine node`);
    const way = WAYS.find(({ name }) => name === stamp.way);
    if (!way || !isLinked(context.root, way.name, way.packageName))
      return missing("the engine's files are not in place");
    return done(`${way.engine}: ${stamp.description}`);
  },

  async perform(context, voice) {
    const stampName = `engine-${context.engine}`;
    clearStamp(context.root, stampName);
    if (context.engine === 'webgpu') {
      await installWebgpu(context, voice);
      const { description } = await probe('webgpu', context);
      writeStamp(context.root, stampName, { key: key(context), description });
      return;
    }
    clearStamp(context.root, 'engine-auto'); // what is had now may be better than what auto had to settle for
    const missed = [];
    for (const way of ways(context)) {
      try {
        const { description } = await prepare(way, context, voice);
        writeStamp(context.root, stampName, {
          key: key(context),
          way: way.name,
          description: `${description}, ${way.title}`,
        });
        return;
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        const why = `${way.title} is not to be had: ${error.message}`;
        missed.push(why);
        voice.note(`${why} Remedy: ${error.remedy}`);
      }
    }
    if (context.engine !== 'auto') {
      throw new Failure(
        `The engine ${context.engine} cannot be prepared: ${missed.join(' ')}`,
        'Follow a remedy above, or `npm start -- --engine wasm`.',
      );
    }
    writeStamp(context.root, stampName, { key: key(context), missed: missed.join(' ') });
  },
};
