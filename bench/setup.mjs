// @ts-check
// npm run bench:setup: the peers of the bench, in an environment of their own, bench/.venv.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure, tell } from '../course/start/failure.mjs';
import { findPython } from '../course/start/python.mjs';

const folder = fileURLToPath(new URL('.', import.meta.url));
const environment = join(folder, '.venv');
const python = join(environment, ...(process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']));

/** @param {string} command @param {string[]} args */
function run(command, args) {
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  const what = `${command} ${args.slice(0, 3).join(' ')}`;
  if (status !== 0)
    throw new Failure(`${what} ended with ${status}.`, 'Mend what the lines above say, then start again.');
}

try {
  const { command } = await findPython({ root: folder, env: process.env, engine: 'auto' });
  run(command, ['-m', 'venv', environment]);
  run(python, ['-m', 'pip', 'install', '--disable-pip-version-check', '-r', join(folder, 'requirements.txt')]);
  console.log('Now: npm run bench');
} catch (error) {
  process.exitCode = tell(error);
}
