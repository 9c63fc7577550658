import { expect } from 'chai';
import { existsSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { clone, commands, environment, failure, load, node, removeFolders, ROOT, silent, write } from './start.clone';
import type { Context, Failure, Step } from './start.clone';

interface Steps {
  packages: Step;
  python: Step;
  kernel: Step;
  data: Step;
}
interface Failures {
  explain: (command: string, output: string) => Failure;
}

const context = (root: string, env = environment()): Context => ({ root, env, engine: 'auto' });
const step = async (name: keyof Steps): Promise<Step> => (await load<Steps>(name))[name];

describe('npm start: packages', () => {
  after(removeFolders);
  const locked = { 'node_modules/one': { version: '1.2.3', integrity: 'sha512-abc' } };
  const installed = { 'node_modules/.package-lock.json': { packages: locked }, 'node_modules/one/package.json': {} };

  it('are done when node_modules is as locked, whoever installed it', async () => {
    const root = clone(locked);
    write(root, installed);
    expect((await step('packages')).check(context(root))).to.deep.equal({ ok: true, text: '1 npm packages as locked' });
  });

  it('are to do when npm has not finished, or a package is absent or another version', async () => {
    const { check } = await step('packages');
    const root = clone(locked);
    expect(check(context(root)).ok).to.equal(false);
    write(root, { 'node_modules/one/package.json': {} }); // a killed npm: files, but not yet its own lock
    expect(check(context(root)).ok).to.equal(false);
    write(root, installed);
    rmSync(join(root, 'node_modules', 'one'), { recursive: true });
    expect(check(context(root)).text).to.equal('node_modules/one is not as package-lock.json has it');
    const older = { packages: { 'node_modules/one': { version: '1.2.2', integrity: 'sha512-abc' } } };
    write(root, { ...installed, 'node_modules/.package-lock.json': older });
    expect(check(context(root)).ok).to.equal(false);
  });

  it('may lack what is optional on this platform', async () => {
    const root = clone({ ...locked, 'node_modules/win-only': { version: '1.0.0', optional: true } });
    write(root, installed);
    expect((await step('packages')).check(context(root)).ok).to.equal(true);
  });

  it('without a network: one sentence, a remedy, exit code 1', async () => {
    const root = clone({ 'node_modules/one': { version: '1.2.3', integrity: 'sha512-abc' } });
    const env = { ...process.env, npm_config_registry: 'http://127.0.0.1:9/', npm_config_fetch_retries: '0' };
    const { code, output } = await node(['course/start/start.mjs', '--check'], { cwd: root, env });
    expect(output).to.match(/\nnpm ci could not reach the network \(ECONNREFUSED\)\.\nRemedy: Check the connection/);
    expect(output).not.to.include('    at ');
    expect(code).to.equal(1);
  });

  it('on a full disk: one sentence, a remedy, exit code 1', async () => {
    const npm = commands({ npm: 'echo "npm error code ENOSPC" >&2; exit 1' });
    const root = clone({ 'node_modules/one': { version: '1.2.3' } });
    const { code, output } = await node(['course/start/start.mjs', '--check'], { cwd: root, env: environment(npm) });
    expect(output).to.match(/\nThe disk became full during npm ci\.\nRemedy: Free 3 GB/);
    expect(code).to.equal(1);
  });

  it('are not begun when the disk has too little left', async () => {
    const { requireSpace } = await load<{ requireSpace: (what: string, needed: number, free: number) => void }>(
      'machine',
    );
    requireSpace('TensorFlow', 1.3e9, 1.3e9);
    expect(() => {
      requireSpace('TensorFlow', 1.3e9, 0.5e9);
    }).to.throw('The disk has 0.5 GB free, and TensorFlow needs 1.3 GB.');
  });
});

describe('npm start: python', () => {
  after(removeFolders);
  const found = (version: string, venv: boolean) =>
    `echo '{"version": [${version.replaceAll('.', ', ')}], "venv": ${venv}}'`;
  const lacking = async (scripts: Record<string, string>): Promise<Failure> =>
    failure((await step('python')).perform(context(clone(), environment(commands(scripts))), silent));

  it('that is absent: says so, and how to get it', async () => {
    const { message, remedy } = await lacking({});
    expect(message).to.equal('There is no python3 on the PATH; JupyterLab needs one.');
    expect(remedy).to.match(/^Install Python 3\.10 or newer/);
  });

  it('that is too old: says which one was found', async () => {
    const { message, remedy } = await lacking({ python3: found('3.9.18', true), python: found('2.7.18', false) });
    expect(message).to.include('python3 is Python 3.9.18, older than 3.10; python is Python 2.7.18, older than 3.10');
    expect(remedy).to.match(/^Install Python 3\.10 or newer/);
  });

  it('without venv: names the package', async () => {
    const { message, remedy } = await lacking({ python3: found('3.11.2', false), 'python3.10': found('3.9.1', true) });
    expect(message).to.include('python3 is Python 3.11.2 without venv and ensurepip');
    expect(remedy).to.include('sudo apt install python3-venv');
  });

  it('is the first of the PATH that will do, past shims and old ones', async () => {
    const { findPython } = await load<{ findPython: (c: Context) => Promise<object> }>('python');
    const scripts = { python3: 'exit 127', python: found('3.9.1', true), 'python3.12': found('3.12.0', true) };
    const env = environment(commands(scripts));
    expect(await findPython(context(clone(), env))).to.deep.equal({ command: 'python3.12', version: '3.12.0' });
  });

  it('recognises pip without a network', async function () {
    const pip = join(ROOT, '.venv', process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
    if (!existsSync(pip)) this.skip();
    const { explain } = await load<Failures>('failure');
    const { run } = await load<{
      run: (command: string, args: string[], options: object) => Promise<{ code: number; output: string }>;
    }>('child');
    const options = ['--isolated', '--retries', '1', '--index-url', 'http://127.0.0.1:9/simple'];
    const { code, output } = await run(pip, ['-m', 'pip', 'download', ...options, 'plotly'], {
      cwd: clone(),
      env: process.env,
    });
    expect(code).not.to.equal(0);
    expect(explain('pip install', output).message).to.match(/^pip install could not reach the network/);
  });
});

describe('npm start: kernel', () => {
  after(removeFolders);
  const prepared = async () => {
    const root = clone();
    write(root, {
      'node_modules/tslab/package.json': { version: '1.0.22' },
      '.venv/share/jupyter/kernels/jslab/kernel.json': {},
    });
    const kernel = await step('kernel');
    return { root, kernel };
  };

  it('is said to be missing before it is registered', async () => {
    const { root, kernel } = await prepared();
    expect(kernel.check(context(root)).text).to.include('(tslab) is not registered in .venv');
  });

  it('is registered as TypeScript, with this Node and this folder, and alone', async () => {
    const { root, kernel } = await prepared();
    await kernel.perform(context(root), silent);
    expect(kernel.check(context(root)).ok).to.equal(true);
    const kernels = join(root, '.venv', 'share', 'jupyter', 'kernels');
    const spec = JSON.parse(readFileSync(join(kernels, 'tslab', 'kernel.json'), 'utf8')) as Record<string, unknown>;
    expect(spec['display_name']).to.equal('TypeScript');
    const tslab = join(root, 'node_modules', 'tslab', 'bin', 'tslab');
    expect(spec['argv']).to.deep.equal([process.execPath, tslab, 'kernel', '--config-path', '{connection_file}']);
    expect(existsSync(join(kernels, 'jslab'))).to.equal(false);
  });

  it('is registered again when the folder has moved', async () => {
    const { root, kernel } = await prepared();
    await kernel.perform(context(root), silent);
    const moved = `${root}-moved`;
    renameSync(root, moved);
    try {
      expect(kernel.check(context(moved)).ok).to.equal(false);
      await kernel.perform(context(moved), silent);
      expect(kernel.check(context(moved)).ok).to.equal(true);
    } finally {
      renameSync(moved, root);
    }
  });
});

describe('npm start: data', () => {
  after(removeFolders);
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const file = (path: string, text: string) => ({ path, sha256: sha256(text), source: '', licence: '', citation: '' });
  const withData = () => {
    const root = clone();
    const path = 'node_modules/@scope/digits/data/images';
    write(root, {
      'data/manifest.json': { files: [file('data/net.bin', 'weights'), file(path, 'digits')] },
      'data/net.bin': 'weights',
      [path]: 'digits',
    });
    return root;
  };

  it('are done when every file of the manifest has its checksum', async () => {
    const { check } = await step('data');
    expect(check(context(withData()))).to.deep.equal({ ok: true, text: '2 files have their checksums' });
  });

  it('with a wrong checksum stop the set-up, each with its own remedy', async () => {
    const root = withData();
    write(root, { 'data/net.bin': 'other weights', 'node_modules/@scope/digits/data/images': 'other' });
    const { message, remedy } = await failure((await step('data')).perform(context(root), silent));
    expect(message).to.include('data/net.bin is not the file of the manifest');
    expect(message).to.include('node_modules/@scope/digits/data/images is not the file of the manifest');
    expect(remedy).to.equal('git checkout -- data/net.bin; delete node_modules/@scope/digits and run `npm start`');
  });

  it('that are absent are named', async () => {
    const { check } = await step('data');
    const root = withData();
    rmSync(join(root, 'data', 'net.bin'));
    expect(check(context(root)).text).to.equal('data/net.bin is missing');
    rmSync(join(root, 'data', 'manifest.json'));
    expect(check(context(root)).text).to.equal('data/manifest.json is missing');
  });

  it('are read again only when size or time has changed', async () => {
    const { check } = await step('data');
    const root = withData();
    const net = join(root, 'data', 'net.bin');
    const [then, later] = [new Date('2024-01-01'), new Date('2024-01-02')];
    utimesSync(net, then, then);
    expect(check(context(root)).ok).to.equal(true);
    writeFileSync(net, 'WEIGHTS');
    utimesSync(net, then, then);
    expect(check(context(root)).ok, 'same size and time').to.equal(true);
    utimesSync(net, later, later);
    expect(check(context(root)).ok, 'another time').to.equal(false);
  });
});
