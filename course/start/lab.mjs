// @ts-check
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from './failure.mjs';
import { WINDOWS } from './machine.mjs';
import { seconds } from './progress.mjs';
import { venvPython } from './python.mjs';

const POLL_MS = 100;

/** @param {string} root @param {number} port @param {boolean} browser */
const labArguments = (root, port, browser) => [
  ...['-m', 'jupyterlab', '--ServerApp.log_level=WARN', '--LabApp.log_level=WARN'],
  `--ServerApp.root_dir=${root}`,
  '--LabApp.default_url=/lab/tree/notebooks',
  '--MultiKernelManager.default_kernel_name=tslab',
  `--ServerApp.port=${port}`,
  '--ServerApp.port_retries=0', // the address that we print must be the one
  `--ServerApp.open_browser=${browser ? 'True' : 'False'}`,
  ...(process.getuid?.() === 0 ? ['--allow-root'] : []),
];

/** @param {number} port @returns {Promise<boolean>} */
const answers = (port) =>
  new Promise((resolve) => {
    get({ host: 'localhost', port, path: '/api' }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    }).on('error', () => resolve(false));
  });

/**
 * Opens JupyterLab on notebooks/ and stays until it ends. Ctrl-C, or any other ending of ours, ends the Lab and its
 * kernels.
 *
 * @param {import('./step.mjs').Context} context
 * @param {{ port: number, browser: boolean, begin: number }} options begin: when the command started, performance.now()
 */
export async function openLab({ root, env }, { port, browser, begin }) {
  const token = randomBytes(24).toString('hex');
  const lab = spawn(venvPython(root), labArguments(root, port, browser), {
    cwd: root,
    env: { ...env, JUPYTER_TOKEN: token, JUPYTERLAB_WORKSPACES_DIR: join(root, '.start', 'workspaces') },
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: !WINDOWS, // its own process group: the terminal's Ctrl-C reaches it once, through us
  });
  const ended = new Promise((resolve) => lab.once('exit', resolve));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => lab.kill('SIGTERM'));

  let isRunning = true;
  ended.then(() => (isRunning = false));
  while (isRunning && !(await answers(port))) await sleep(POLL_MS);
  if (isRunning) {
    console.log(
      `\nJupyterLab is open at http://localhost:${port}/lab/tree/notebooks?token=${token}  (${seconds(begin)})`,
    );
    console.log('Ctrl-C ends it.');
  }
  const code = await ended;
  if (code)
    throw new Failure(
      `JupyterLab ended with exit code ${code}; its own words are above.`,
      'Paste `npm run doctor` into a bug report.',
    );
}
