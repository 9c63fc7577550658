import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PYTHON, ROOT } from 'saddlepoint-course/dist/course/execute/runner';

/** A running JupyterLab, on the repository's root. */
export interface Lab {
  /** Where a file of the repository opens in the Lab. */
  url(file: string): string;
  stop(): Promise<void>;
}

/** Starts the course's JupyterLab on a free port, with settings of its own, and waits until it answers. */
export async function startLab(): Promise<Lab> {
  const home = mkdtempSync(join(tmpdir(), 'saddlepoint-lab-'));
  const [port, token] = [await freePort(), randomUUID()];
  const options = { port, 'port-retries': 0, 'IdentityProvider.token': token, 'ServerApp.root_dir': ROOT };
  const flags = Object.entries(options).map(([name, value]) => `--${name}=${value}`);
  const lab = spawn(PYTHON, ['-m', 'jupyterlab', '--no-browser', '--allow-root', ...flags], {
    cwd: ROOT,
    env: { ...process.env, ...freshHome(home) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  lab.stderr.on('data', (chunk) => (log = (log + String(chunk)).slice(-4000)));
  const stop = async (): Promise<void> => {
    await ended(lab);
    rmSync(home, { recursive: true, force: true });
  };
  try {
    await answers(`http://127.0.0.1:${port}/api?token=${token}`, lab);
  } catch (error) {
    await stop();
    throw new Error(`JupyterLab did not start: ${(error as Error).message}\n${log}`);
  }
  return { url: (file) => `http://127.0.0.1:${port}/lab/tree/${file}?token=${token}`, stop };
}

/** An environment in which nothing of this machine's user changes the Lab, and the Lab asks for no news. */
function freshHome(home: string): Record<string, string> {
  const settings = join(home, 'settings');
  const notification = join(settings, '@jupyterlab', 'apputils-extension', 'notification.jupyterlab-settings');
  mkdirSync(join(notification, '..'), { recursive: true });
  writeFileSync(notification, JSON.stringify({ fetchNews: 'false', checkForUpdates: false }));
  return {
    JUPYTER_CONFIG_DIR: join(home, 'config'),
    JUPYTER_DATA_DIR: join(home, 'data'),
    JUPYTER_RUNTIME_DIR: join(home, 'runtime'),
    JUPYTERLAB_SETTINGS_DIR: settings,
    JUPYTERLAB_WORKSPACES_DIR: join(home, 'workspaces'),
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

async function answers(url: string, lab: ChildProcess): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end;) {
    if (lab.exitCode !== null) throw new Error(`it ended with code ${lab.exitCode}`);
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok === true) return;
    await new Promise((later) => setTimeout(later, 200));
  }
  throw new Error('no answer within 60 s');
}

/** Asks a process to end, which shuts its kernels down, and waits for that. */
async function ended(lab: ChildProcess): Promise<void> {
  if (lab.exitCode !== null) return;
  const exit = new Promise((done) => lab.once('exit', done));
  lab.kill('SIGTERM');
  const force = setTimeout(() => lab.kill('SIGKILL'), 15_000);
  await exit;
  clearTimeout(force);
}
