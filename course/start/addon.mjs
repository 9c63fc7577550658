// @ts-check
// A native addon lives in .engine/WAY/{deps,lib}, which `npm ci` leaves alone; tfjs-node in node_modules has links to it,
// relative ones, so that a moved clone keeps its engine.
import { existsSync, mkdirSync, realpathSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { WINDOWS } from './machine.mjs';

const FOLDERS = ['deps', 'lib'];

/** @param {string} root @param {string} packageName */
export const packageFolder = (root, packageName) => join(root, 'node_modules', packageName);

/** @param {string} root @param {string} way */
export const addonFolder = (root, way) => join(root, '.engine', way);

/** The addon's file below its folder. */
export const ADDON = join('lib', 'napi-v8', 'tfjs_binding.node');

/**
 * Where a way builds.
 *
 * @param {string} root
 * @param {string} way
 */
export function newPart(root, way) {
  const folder = `${addonFolder(root, way)}.part`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

/**
 * What was built is whole: from here on isBuilt.
 *
 * @param {string} root
 * @param {string} way
 */
export function finishPart(root, way) {
  dropAddon(root, way);
  renameSync(`${addonFolder(root, way)}.part`, addonFolder(root, way));
}

/**
 * A wheel that an earlier version unpacked lacks Eigen, which the library's operations want.
 *
 * @param {string} root @param {string} way
 */
export const isBuilt = (root, way) =>
  existsSync(way === 'wheel' ? join(addonFolder(root, way), 'deps', 'include', 'Eigen') : addonFolder(root, way));

/** @param {string} root @param {string} way */
export const dropAddon = (root, way) => rmSync(addonFolder(root, way), { recursive: true, force: true });

/** @param {string} root @param {string} way @param {string} packageName */
export const isLinked = (root, way, packageName) =>
  FOLDERS.every((folder) => {
    const link = join(packageFolder(root, packageName), folder);
    const target = join(addonFolder(root, way), folder);
    return existsSync(link) && existsSync(target) && realpathSync(link) === realpathSync(target);
  });

/** @param {string} root @param {string} packageName */
export function unlink(root, packageName) {
  for (const folder of FOLDERS)
    rmSync(join(packageFolder(root, packageName), folder), { recursive: true, force: true });
}

/** @param {string} root @param {string} way @param {string} packageName */
export function link(root, way, packageName) {
  unlink(root, packageName);
  for (const folder of FOLDERS) {
    const from = join(packageFolder(root, packageName), folder);
    const to = join(addonFolder(root, way), folder);
    symlinkSync(WINDOWS ? to : relative(dirname(from), to), from, 'junction');
  }
}
