// @ts-check
// The binaries that TensorFlow publishes for tfjs-node and tfjs-node-gpu, fetched by the packages' own install script.
import { existsSync, renameSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ADDON, finishPart, newPart, packageFolder, unlink } from './addon.mjs';
import { run } from './child.mjs';
import { explain, Failure } from './failure.mjs';
import { folderBytes, freeBytes, gigabytes, requireSpace } from './machine.mjs';

const NEEDED = 0.6e9; // bytes, libtensorflow 2.9.1 for the CPU
const NEEDED_GPU = 1.5e9;
const TIMEOUT = 15 * 60_000;

/**
 * @param {import('./ways.mjs').Way} way
 * @param {'cpu' | 'gpu'} device
 * @param {import('./step.mjs').Context} context
 * @param {import('./progress.mjs').Voice} voice
 */
export async function fetchOfficial({ name, packageName }, device, { root, env }, { tell }) {
  requireSpace("TensorFlow's binary", device === 'gpu' ? NEEDED_GPU : NEEDED, freeBytes(root));
  const folder = packageFolder(root, packageName);
  tell("fetching TensorFlow's official binary", () => gigabytes(folderBytes(join(folder, 'deps'))));
  unlink(root, packageName);
  const { output, timedOut } = await run(process.execPath, ['scripts/install.js', device, 'download'], {
    cwd: folder,
    env: { ...env, PATH: join(root, 'node_modules', '.bin') + delimiter + (env['PATH'] ?? '') },
    timeout: TIMEOUT,
  });
  if (!existsSync(join(folder, ADDON))) {
    unlink(root, packageName);
    if (timedOut) throw new Failure(`it did not arrive within ${TIMEOUT / 60_000} minutes.`, 'Try a faster network.');
    throw explain('the download', output);
  }
  const part = newPart(root, name);
  for (const half of ['deps', 'lib']) renameSync(join(folder, half), join(part, half));
  finishPart(root, name);
}
