// @ts-check
// The packages of the engine webgpu are 150 MB that few machines want: they are fetched when somebody asks for it.
import { existsSync } from 'node:fs';
import { packageFolder } from './addon.mjs';
import { run } from './child.mjs';
import { explain } from './failure.mjs';
import { freeBytes, requireSpace } from './machine.mjs';
import { npm } from './packages.mjs';
import { tfjsVersion } from './ways.mjs';

const NEEDED = 0.3e9; // bytes, with the archives in npm's cache
const DAWN = 'webgpu';
const DAWN_VERSION = '0.6.2';
const BACKEND = '@tensorflow/tfjs-backend-webgpu';

/** @param {string} root */
export const isWebgpuInstalled = (root) => [DAWN, BACKEND].every((name) => existsSync(packageFolder(root, name)));

/**
 * @param {import('./step.mjs').Context} context
 * @param {import('./progress.mjs').Voice} voice
 */
export async function installWebgpu({ root, env }, { tell }) {
  if (isWebgpuInstalled(root)) return;
  requireSpace('installing the packages of the engine webgpu', NEEDED, freeBytes(root));
  const wanted = [`${DAWN}@${DAWN_VERSION}`, `${BACKEND}@${tfjsVersion(root)}`];
  tell(`npm install ${wanted.join(' ')}`);
  const { command, args } = npm(env);
  const { code, output } = await run(command, [...args, 'install', '--no-save', ...wanted], { cwd: root, env });
  if (code !== 0) throw explain('npm install', output, 'Start again, or choose another engine with --engine.');
}
