// @ts-check
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from './child.mjs';
import { explain } from './failure.mjs';
import { freeBytes, requireSpace, WINDOWS } from './machine.mjs';
import { done, missing } from './step.mjs';

const NEEDED = 0.8e9; // bytes: node_modules is 0.6 GB, npm's cache holds the archives beside it

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, link?: boolean }} Locked */

/** @param {string} file @returns {Record<string, Locked>} */
const lockedPackages = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;

/**
 * npm writes node_modules/.package-lock.json when it has finished, so comparing it with the lockfile tells a whole
 * node_modules from a half one, whoever installed it.
 *
 * @param {string} root
 * @returns {string | null} the first package that is not as locked
 */
function firstDifference(root, locked = lockedPackages(join(root, 'package-lock.json'))) {
  const installedFile = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedFile)) return 'node_modules';
  const installed = lockedPackages(installedFile);
  const different = Object.entries(locked).find(([path, { version, integrity, optional }]) => {
    if (!path.includes('node_modules/')) return false; // the root and the workspaces themselves
    const found = installed[path];
    if (!found || !existsSync(join(root, path))) return !optional;
    return found.version !== version || found.integrity !== integrity;
  });
  return different ? different[0] : null;
}

/**
 * How to start npm: the one that runs us, else the one on the PATH.
 *
 * @param {NodeJS.ProcessEnv} env
 */
export function npm(env) {
  const bundled = join(dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js');
  const script = env['npm_execpath']?.endsWith('npm-cli.js') ? env['npm_execpath'] : WINDOWS ? bundled : null;
  return script ? { command: process.execPath, args: [script] } : { command: 'npm', args: [] };
}

/** @type {import('./step.mjs').Step} */
export const packages = {
  name: 'packages',

  check({ root }) {
    const locked = lockedPackages(join(root, 'package-lock.json'));
    const different = firstDifference(root, locked);
    if (different) return missing(`${different} is not as package-lock.json has it`);
    return done(`${Object.keys(locked).length - 1} npm packages as locked`);
  },

  async perform({ root, env }, { tell }) {
    requireSpace('installing the npm packages', NEEDED, freeBytes(root));
    tell('npm ci', () => {
      const folder = join(root, 'node_modules');
      return existsSync(folder) ? `(${readdirSync(folder).length} folders)` : '';
    });
    const { command, args } = npm(env);
    const { code, output } = await run(command, [...args, 'ci'], { cwd: root, env });
    if (code !== 0) throw explain('npm ci', output, 'Start again; if it stays, delete node_modules first.');
  },
};
