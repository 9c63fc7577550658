import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { clone, commands, environment, failure, load, node, removeFolders, ROOT, until, write } from './start.clone';

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('npm start: a set-up that is killed', () => {
  after(removeFolders);

  it('leaves no process behind, and the next one goes on', async () => {
    const root = clone({ 'node_modules/one': { version: '1.2.3' } });
    // An npm with a child of its own, half-way through its work.
    const npm = commands({ npm: 'mkdir -p node_modules; sleep 60 & echo $! > child; echo $$ > parent; wait' });
    const start = ['course/start/start.mjs', '--check'];
    const env = { ...environment(npm), PATH: `${npm}:/bin:/usr/bin` };
    const first = spawn(process.execPath, start, { cwd: root, env, stdio: 'ignore' });
    await until(() => existsSync(join(root, 'parent')) && readFileSync(join(root, 'parent'), 'utf8') !== '');
    first.kill('SIGKILL');
    const pids = ['child', 'parent'].map((name) => Number(readFileSync(join(root, name), 'utf8')));
    await until(() => !pids.some(isAlive));

    const lock = { packages: { 'node_modules/one': { version: '1.2.3' } } };
    const finish = `mkdir -p node_modules/one; echo '${JSON.stringify(lock)}' > node_modules/.package-lock.json`;
    const whole = commands({ npm: finish });
    const { output } = await node(start, { cwd: root, env: { ...env, PATH: `${whole}:/bin:/usr/bin` } });
    expect(output).to.include('1 npm packages as locked');
    expect(output).to.include('[2/6] build'); // where this clone, without a compiler, ends
  });

  it('does not run twice in one folder at the same time', async () => {
    const root = clone();
    const { lock } = await load<{ lock: (root: string) => () => void }>('stamp');
    write(root, { '.start/lock': String(process.ppid) });
    const { message, remedy } = await failure(Promise.resolve().then(() => lock(root)));
    expect(message).to.equal(`Another set-up of this folder is running (process ${process.ppid}).`);
    expect(remedy).to.include('.start/lock');
    write(root, { '.start/lock': '999999999' }); // its owner is dead
    lock(root)();
    expect(existsSync(join(root, '.start', 'lock'))).to.equal(false);
  });
});

describe('npm run doctor', () => {
  after(removeFolders);

  it('tells, before anything is installed, what is wrong and what to do, as Markdown', async () => {
    const root = clone({ 'node_modules/one': { version: '1.2.3' } });
    const { code, output } = await node(['course/start/doctor.mjs'], { cwd: root, env: environment(commands({})) });
    expect(code).to.equal(1);
    expect(output).to.match(/^\| what \| here \|\n\| --- \| --- \|\n\| machine \| /);
    expect(output).to.include(`| Node | ${process.versions.node} |`);
    expect(output).to.include('| Python | none that will do |');
    expect(output).to.match(
      /\*\*What is wrong\*\*[^]*the TypeScript kernel \(tslab\) is not registered[^]*Remedy: `npm start`/,
    );
    expect(output).to.include('No engine starts');
    expect(output).not.to.include('    at ');
  });

  it('reports the engine with its measured speed, and the data', async function () {
    this.timeout(120_000);
    const { output } = await node(['course/start/doctor.mjs'], { cwd: ROOT, env: process.env });
    expect(output).to.match(/\| engine \| (gpu|node|wasm): .*; [1-9][\d.]* GFLOP\/s in a float32 matMul \|/);
    const [, good, all] = /\| step data \| (\d+) of (\d+) files have their checksums \|/.exec(output) ?? [];
    expect(Number(good)).to.be.greaterThan(0).and.equal(Number(all));
  });
});

describe('npm test: its stages', () => {
  after(removeFolders);

  /** A clone whose tools end with these exit codes. */
  function withTools(codes: { eslint: number; mocha: number }): string {
    const root = clone();
    const tool = (name: string, code = 0) =>
      `console.log('${name}', process.argv.slice(2).join(' ')); process.exit(${code})`;
    write(root, {
      'node_modules/eslint/bin/eslint.js': tool('eslint', codes.eslint),
      'node_modules/prettier/bin/prettier.cjs': tool('prettier'),
      'node_modules/typescript/bin/tsc': tool('tsc'),
      'node_modules/mocha/bin/mocha.js': tool('mocha', codes.mocha),
      'stages.mjs': `
        import { runStages } from './course/start/stages.mjs';
        process.exitCode = await runStages({ root: ${JSON.stringify(root)}, env: process.env }, process.argv.slice(2));`,
    });
    return root;
  }
  const stages = (root: string, ...args: string[]) => node(['stages.mjs', ...args], { cwd: root, env: process.env });

  it('all run, though one fails; mocha is last; the worst exit code is the answer', async () => {
    const { code, output } = await stages(withTools({ eslint: 3, mocha: 0 }));
    expect(code).to.equal(3);
    const order = ['eslint .', 'lint failed (exit code 3)', 'prettier --check .', 'tsc --build', 'tsc -p course/start'];
    expect(order.map((line) => output.indexOf(line))).to.satisfy((at: number[]) =>
      at.every((place, i) => place > (at[i - 1] ?? -1)),
    );
    expect(output).to.include('Failed above: lint.');
    expect(output.trim().split('\n').at(-1)).to.equal('mocha');
    expect((await stages(withTools({ eslint: 0, mocha: 2 }))).code).to.equal(2);
    expect((await stages(withTools({ eslint: 0, mocha: 0 }))).code).to.equal(0);
  });

  it('hand their arguments to mocha', async () => {
    const { output } = await stages(withTools({ eslint: 0, mocha: 0 }), '-g', 'a word', 'test/lib/tf.test.ts');
    expect(output).to.match(/mocha -g a word test\/lib\/tf\.test\.ts\n$/);
  });
});

describe('npm start: JupyterLab', () => {
  it('opens with the TypeScript kernel, and one interrupt ends it', async function () {
    this.timeout(60_000);
    if (!existsSync(join(ROOT, '.venv'))) this.skip();
    const { choosePort } = await load<{ choosePort: (wanted: null) => Promise<number> }>('port');
    const port = await choosePort(null);
    const url = pathToFileURL(join(ROOT, 'course', 'start', 'lab.mjs')).href;
    const context = JSON.stringify({ root: ROOT, engine: 'auto' });
    const program = `import { openLab } from '${url}';
      await openLab({ ...${context}, env: process.env }, { port: ${port}, browser: false, begin: performance.now() });`;
    const lab = spawn(process.execPath, ['--input-type=module', '-e', program], { cwd: ROOT });
    let output = '';
    lab.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const ended = new Promise<number | null>((done) => lab.on('close', done));
    await until(() => output.includes('Ctrl-C ends it.'), 50_000);

    const address = /http:\S+/.exec(output)?.[0] ?? '';
    expect(address).to.match(new RegExp(`^http://localhost:${port}/lab/tree/notebooks\\?token=\\w{48}$`));
    expect((await fetch(address)).status).to.equal(200);
    const token = new URL(address).searchParams.get('token') ?? '';
    const kernels = await fetch(`http://localhost:${port}/api/kernelspecs?token=${token}`);
    const { default: first } = (await kernels.json()) as { default: string };
    expect(first).to.equal('tslab');
    expect((await fetch(`http://localhost:${port}/api/kernelspecs`)).status, 'without the token').to.equal(403);

    lab.kill('SIGINT');
    expect(await ended).to.equal(0);
    const gone = await fetch(address).catch((error: unknown) => error);
    expect(gone).to.be.instanceOf(Error);
  });
});
