// @ts-check
// .start/ remembers what is finished. A stamp is written last and by a rename, so that a step which was killed has none.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure } from './failure.mjs';

/** @param {...unknown} inputs of a step: when they change, so does the fingerprint */
export const fingerprint = (...inputs) =>
  createHash('sha256').update(JSON.stringify(inputs)).digest('hex').slice(0, 16);

/** @param {string} root @param {string} name */
const stampFile = (root, name) => join(root, '.start', `${name}.json`);

/** @param {string} root @param {string} name @returns {any} null when there is none */
export function readStamp(root, name) {
  try {
    return JSON.parse(readFileSync(stampFile(root, name), 'utf8'));
  } catch {
    return null;
  }
}

/** @param {string} root @param {string} name @param {object} value */
export const writeStamp = (root, name, value) => writeWhole(stampFile(root, name), JSON.stringify(value, null, 1));

/** @param {string} root @param {string} name */
export const clearStamp = (root, name) => rmSync(stampFile(root, name), { force: true });

/**
 * Writes a file so that it is there whole or not at all.
 *
 * @param {string} file
 * @param {string} text
 */
export function writeWhole(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.part`, text);
  renameSync(`${file}.part`, file);
}

/**
 * Two set-ups at once would wipe each other's node_modules. The lock names its owner, so that a dead one's is taken over.
 *
 * @param {string} root
 * @returns {() => void} gives the lock back
 */
export function lock(root) {
  const file = join(root, '.start', 'lock');
  mkdirSync(dirname(file), { recursive: true });
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
  } catch {
    const owner = Number(readFileSync(file, 'utf8'));
    if (isAlive(owner)) {
      throw new Failure(
        `Another set-up of this folder is running (process ${owner}).`,
        'Wait until it has finished. If there is none, delete .start/lock and start again.',
      );
    }
    writeFileSync(file, String(process.pid));
  }
  const release = () => rmSync(file, { force: true });
  process.once('exit', release);
  return release;
}

/** @param {number} pid */
function isAlive(pid) {
  if (!pid || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
