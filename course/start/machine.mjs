// @ts-check
import { accessSync, constants, readdirSync, statfsSync, statSync } from 'node:fs';
import os from 'node:os';
import { delimiter, join } from 'node:path';
import { Failure } from './failure.mjs';

export const WINDOWS = process.platform === 'win32';

/**
 * Where a command is, or null.
 *
 * @param {string} command
 * @param {NodeJS.ProcessEnv} env
 */
export function which(command, env) {
  const suffixes = WINDOWS ? ['.exe', '.cmd'] : [''];
  const folders = (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter(Boolean);
  const files = folders.flatMap((folder) => suffixes.map((suffix) => join(folder, command + suffix)));
  return files.find(isExecutable) ?? null;
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** @param {number} bytes */
export const gigabytes = (bytes) => `${(bytes / 1e9).toFixed(1)} GB`;

/** @param {string} folder */
export function freeBytes(folder) {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/**
 * @param {string} what needs the space
 * @param {number} needed bytes
 * @param {number} free bytes
 */
export function requireSpace(what, needed, free) {
  if (free >= needed) return;
  throw new Failure(
    `The disk has ${gigabytes(free)} free, and ${what} needs ${gigabytes(needed)}.`,
    `Free ${gigabytes(needed - free)} more, then start again; finished steps are kept.`,
  );
}

/**
 * Bytes below a folder; 0 when it is not there.
 *
 * @param {string} folder
 * @returns {number}
 */
export function folderBytes(folder) {
  try {
    const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    return entries.reduce((sum, name) => sum + (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0), 0);
  } catch {
    return 0; // the folder came or went while we looked
  }
}

/**
 * One line on the computer for a report.
 *
 * @param {string} root
 */
export function describeMachine(root) {
  const cores = os.availableParallelism();
  const memory = `${gigabytes(os.totalmem())} memory (${gigabytes(os.freemem())} free)`;
  return `${os.type()} ${os.release()} ${process.arch}, ${cores} cores, ${memory}, ${gigabytes(freeBytes(root))} free disk`;
}
