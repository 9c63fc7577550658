import { spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

export const ROOT = resolve(__dirname, '..', '..');

/** What the steps of course/start are given and give; their own JSDoc has the words. */
export interface Context {
  root: string;
  env: NodeJS.ProcessEnv;
  engine: 'auto' | 'gpu' | 'node' | 'wasm' | 'webgpu';
}
export interface Voice {
  tell: (activity: string) => void;
  note: (line: string) => void;
}
export interface Step {
  check: (context: Context) => { ok: boolean; text: string };
  perform: (context: Context, voice: Voice) => Promise<void>;
}
export interface Failure extends Error {
  remedy: string;
  exitCode: number;
}

export const silent: Voice = { tell: () => undefined, note: () => undefined };

/** A module of course/start, of this clone or of another. */
export const load = async <T>(name: string, root = ROOT): Promise<T> =>
  (await import(pathToFileURL(join(root, 'course', 'start', `${name}.mjs`)).href)) as T;

/** The Failure that a promise ends in. */
export async function failure(promise: Promise<unknown>): Promise<Failure> {
  try {
    await promise;
  } catch (error) {
    return error as Failure;
  }
  throw new Error('it was expected to fail, and did not');
}

/** Writes files below a folder; objects become JSON. */
export function write(root: string, files: Record<string, string | object>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), typeof content === 'string' ? content : JSON.stringify(content));
  }
}

const folders: string[] = [];

/** An empty folder, removed by removeFolders. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'saddlepoint-')));
  folders.push(folder);
  return folder;
}

export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** The set-up alone, in a folder of its own, of a project that depends on `packages` (path and lock entry). */
export function clone(packages: Record<string, object> = {}): string {
  const root = temporaryFolder();
  cpSync(join(ROOT, 'course', 'start'), join(root, 'course', 'start'), { recursive: true });
  const names = Object.keys(packages).map((path) => path.replace('node_modules/', ''));
  const dependencies = Object.fromEntries(names.map((name) => [name, '*']));
  write(root, {
    'package.json': { name: 'clone', version: '1.0.0', engines: { node: '>=20' }, dependencies },
    'package-lock.json': {
      name: 'clone',
      version: '1.0.0',
      lockfileVersion: 3,
      packages: { '': { name: 'clone', version: '1.0.0', dependencies }, ...packages },
    },
    'lib/package.json': { version: '1.0.0' },
    'data/manifest.json': { files: [] },
  });
  return root;
}

/** A folder for the PATH with shell scripts by name, and with this Node. */
export function commands(scripts: Record<string, string>): string {
  const folder = temporaryFolder();
  symlinkSync(process.execPath, join(folder, 'node'));
  for (const [name, script] of Object.entries(scripts)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}

/** An environment in which only these folders, and /bin where `sh` needs it, are on the PATH. */
export function environment(...path: string[]): NodeJS.ProcessEnv {
  const { HOME, TMPDIR } = process.env;
  return { HOME, TMPDIR, PATH: path.join(delimiter) };
}

/** Runs node on a script of course/start; both streams go into the output. */
export async function node(
  args: string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv },
): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, args, options);
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((done) => child.on('close', done));
  return { code, output };
}

/** Waits for something to become true. */
export async function until(holds: () => boolean | Promise<boolean>, milliseconds = 20_000): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`not within ${milliseconds / 1000} s: ${holds.toString()}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}
