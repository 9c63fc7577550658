import { spawnSync } from 'node:child_process';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { delimiter, resolve } from 'node:path';
import { PYTHON } from 'saddlepoint-course/dist/course/execute/runner';

/** nbgrader and what it needs beyond JupyterLab's own packages, which the course's .venv has: 64 MB, pure downloads. */
const PACKAGES = ['nbgrader==0.9.5', 'SQLAlchemy==2.1.9', 'alembic==1.20.1', 'Mako==1.4.3', 'RapidFuzz==3.14.6'];
const FOLDER = resolve('node_modules', '.cache', 'nbgrader-0.9.5');

/** Installs nbgrader beside the course's Python, once. @returns why it could not, or undefined when it is there */
export function installNbgrader(): string | undefined {
  if (existsSync(FOLDER)) return undefined;
  if (!existsSync(PYTHON)) return 'there is no .venv yet (npm start makes it)';
  const half = `${FOLDER}.${process.pid}`;
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input', '--no-deps'];
  const limits = ['--retries', '1', '--timeout', '10'];
  const { status, stderr } = spawnSync(PYTHON, [...pip, ...limits, '--target', half, ...PACKAGES], {
    encoding: 'utf8',
  });
  if (status === 0) renameSync(half, FOLDER);
  else rmSync(half, { recursive: true, force: true });
  return status === 0 ? undefined : `pip cannot get nbgrader here: ${stderr.trim().split('\n').at(-1) ?? ''}`;
}

/** Runs the course's Python with nbgrader on its path. */
export const python = (args: string[], cwd: string): { status: number | null; words: string } => {
  const path = [FOLDER, process.env['PYTHONPATH']].filter(Boolean).join(delimiter);
  const env = { ...process.env, PYTHONPATH: path };
  const { status, stdout, stderr } = spawnSync(PYTHON, args, { cwd, env, encoding: 'utf8' });
  return { status, words: stdout + stderr };
};
