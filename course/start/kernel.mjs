// @ts-check
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from './stamp.mjs';
import { done, missing } from './step.mjs';

/** @param {string} root */
const kernels = (root) => join(root, '.venv', 'share', 'jupyter', 'kernels');

/**
 * The kernelspec that `tslab install` writes, but with this Node by its path, since the one on Jupyter's PATH may be
 * another; and without the second kernel (jslab).
 *
 * @param {string} root
 */
const kernelspec = (root) => ({
  argv: [
    process.execPath,
    join(root, 'node_modules', 'tslab', 'bin', 'tslab'),
    'kernel',
    '--config-path',
    '{connection_file}',
  ],
  display_name: 'TypeScript',
  language: 'typescript',
});

/** JupyterLab's defaults for this course: no pop-up before the notebooks, and little to lose when Ctrl-C ends the Lab. */
const SETTINGS = {
  '@jupyterlab/apputils-extension:notification': { fetchNews: 'false', checkForUpdates: false },
  '@jupyterlab/docmanager-extension:plugin': { autosaveInterval: 30 },
};

/** @param {string} root @returns {[string, string][]} file and its text */
const wanted = (root) => [
  [join(kernels(root), 'tslab', 'kernel.json'), JSON.stringify(kernelspec(root), null, 1)],
  [join(root, '.venv', 'share', 'jupyter', 'lab', 'settings', 'overrides.json'), JSON.stringify(SETTINGS, null, 1)],
];

/** @type {import('./step.mjs').Step} */
export const kernel = {
  name: 'kernel',

  check({ root }) {
    const tslab = join(root, 'node_modules', 'tslab', 'package.json');
    const isThere = wanted(root).every(([file, text]) => existsSync(file) && readFileSync(file, 'utf8') === text);
    if (!isThere || !existsSync(tslab))
      return missing('the TypeScript kernel (tslab) is not registered in .venv for this folder and this Node');
    const { version } = JSON.parse(readFileSync(tslab, 'utf8'));
    return done(`TypeScript kernel, tslab ${version}, in .venv`);
  },

  async perform({ root }) {
    rmSync(join(kernels(root), 'jslab'), { recursive: true, force: true });
    for (const [file, text] of wanted(root)) writeWhole(file, text);
  },
};
