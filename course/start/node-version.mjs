// @ts-check
// Read before anything else, by old Nodes too: keep this file, start.mjs, test.mjs and doctor.mjs to what Node 14 parses.
import { readFileSync } from 'node:fs';

/**
 * @param {string} version of Node, as in process.versions.node
 * @param {string} range from package.json, for example '>=20'
 * @returns {string | null} what is wrong and what to do about it
 */
export function oldNode(version, range) {
  const needed = parseInt(range.replace('>=', ''), 10);
  if (parseInt(version, 10) >= needed) return null;
  return (
    'This is Node ' +
    version +
    ', and Saddlepoint needs Node ' +
    needed +
    ' or newer.\n' +
    'Remedy: install it from https://nodejs.org (or `nvm install ' +
    needed +
    '`), then run the same command again.'
  );
}

const { engines } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const problem = oldNode(process.versions.node, engines.node);
if (problem) {
  console.error(problem);
  process.exit(1);
}
