// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './failure.mjs';
import { readStamp, writeStamp } from './stamp.mjs';
import { done, missing } from './step.mjs';

/** @typedef {{ path: string, sha256: string, source: string, licence: string, citation: string }} DataFile */
/** @typedef {{ size: number, mtimeMs: number, sha256: string }} Seen */

/** @param {string} root @returns {DataFile[]} */
const manifest = (root) => JSON.parse(readFileSync(join(root, 'data', 'manifest.json'), 'utf8')).files;

/**
 * How to get a file of the manifest back.
 *
 * @param {string} path
 */
function remedy(path) {
  const folder = /^node_modules\/(@[^/]+\/)?[^/]+/.exec(path)?.[0];
  return folder ? `delete ${folder} and run \`npm start\`` : `git checkout -- ${path}`;
}

/**
 * Compares every file of data/manifest.json with its checksum. A file of the same size and time as when it was last
 * read is not read again.
 *
 * @param {string} root
 * @returns {{ count: number, problems: { text: string, remedy: string }[] }}
 */
export function verifyData(root) {
  if (!existsSync(join(root, 'data', 'manifest.json'))) {
    const text = 'data/manifest.json is missing';
    return { count: 0, problems: [{ text, remedy: remedy('data/manifest.json') }] };
  }
  const files = manifest(root);
  /** @type {Record<string, Seen>} */
  const seen = readStamp(root, 'data') ?? {};
  const problems = files.flatMap(({ path, sha256 }) => {
    const stat = statSync(join(root, path), { throwIfNoEntry: false });
    if (!stat) return [{ text: `${path} is missing`, remedy: remedy(path) }];
    const { size, mtimeMs } = stat;
    const before = seen[path];
    const now = before?.size === size && before.mtimeMs === mtimeMs ? before.sha256 : hash(join(root, path));
    seen[path] = { size, mtimeMs, sha256: now };
    return now === sha256
      ? []
      : [{ text: `${path} is not the file of the manifest (its sha256 is another)`, remedy: remedy(path) }];
  });
  writeStamp(root, 'data', seen);
  return { count: files.length, problems };
}

/** @param {string} file */
const hash = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');

/** @type {import('./step.mjs').Step} */
export const data = {
  name: 'data',

  check({ root }) {
    const { count, problems } = verifyData(root);
    return problems.length
      ? missing(problems.map(({ text }) => text).join('; '))
      : done(`${count} files have their checksums`);
  },

  async perform({ root }) {
    const { problems } = verifyData(root);
    const text = problems.map((problem) => problem.text).join('; ');
    throw new Failure(
      `The data are not what the course was written for: ${text}.`,
      problems.map((p) => p.remedy).join('; '),
    );
  },
};
