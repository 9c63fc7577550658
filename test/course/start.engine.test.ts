import { expect } from 'chai';
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import {
  clone,
  commands,
  environment,
  failure,
  load,
  removeFolders,
  ROOT,
  write,
  type Context,
  type Step,
} from './start.clone';

interface Addon {
  link: (root: string, way: string, packageName: string) => void;
  unlink: (root: string, packageName: string) => void;
  isLinked: (root: string, way: string, packageName: string) => boolean;
}

const TFJS_NODE = '@tensorflow/tfjs-node';
const NO_BUCKET = 'getaddrinfo ENOTFOUND storage.googleapis.com';

/**
 * A clone in whose tfjs-node the install script fails as it does without a network, and whose `saddlepoint` starts, or
 * refuses, the native engine.
 */
function cloneWithEngines(native: 'starts' | 'refuses'): string {
  const root = clone();
  const ready = native === 'starts' ? '' : "throw new Error('no such processor')";
  write(root, {
    [`node_modules/${TFJS_NODE}/package.json`]: { version: '4.22.0' },
    [`node_modules/${TFJS_NODE}/scripts/install.js`]: `throw new Error('${NO_BUCKET}')`,
    'node_modules/saddlepoint/index.js': `
      const tensor = () => ({ data: async () => [19, 22, 43, 50], dispose() {} });
      exports.tf = { matMul: tensor, tensor2d: tensor, randomUniform: tensor };
      exports.ready = async (name) => { ${ready} };
      exports.engine = () => ({ name: 'node', description: 'TensorFlow of the test' });`,
  });
  return root;
}

/** An addon as a way leaves it. */
const built = (root: string, way: string): void => {
  const folder = `.engine/${way}`;
  write(root, {
    [`${folder}/deps/lib/tensorflow`]: 'library',
    [`${folder}/deps/include/Eigen/Core`]: 'header',
    [`${folder}/lib/napi-v8/addon`]: 'addon',
  });
};

async function prepare(context: Context): Promise<{ engine: Step; notes: string[]; perform: () => Promise<void> }> {
  const { engine } = await load<{ engine: Step }>('engine', context.root);
  const notes: string[] = [];
  const voice = { tell: () => undefined, note: (line: string) => notes.push(line) };
  return { engine, notes, perform: () => engine.perform(context, voice) };
}

describe('npm start: engine', () => {
  after(removeFolders);

  it('without a download and a compiler is wasm, and says why and what would help', async () => {
    const context: Context = { root: cloneWithEngines('starts'), env: environment(commands({})), engine: 'auto' };
    const { engine, notes, perform } = await prepare(context);
    expect(engine.check(context).ok).to.equal(false);
    await perform();
    expect(notes).to.have.length(2);
    expect(notes[0]).to.match(/from PyPI is not to be had: there is no C\+\+ compiler\. Remedy: .*g\+\+/);
    expect(notes[1]).to.match(/official binary is not to be had: .*ENOTFOUND storage\.googleapis\.com.* Remedy: /);
    const { ok, text } = engine.check(context);
    expect(ok).to.equal(true);
    expect(text).to.match(/^wasm\. .*no C\+\+ compiler.* To try again: npm start -- --engine node$/);
  });

  it('is tried again when a compiler has appeared', async () => {
    const context: Context = { root: cloneWithEngines('starts'), env: environment(commands({})), engine: 'auto' };
    const { engine, perform } = await prepare(context);
    await perform();
    const withCompiler = { ...context, env: environment(commands({ 'g++': 'exit 1' })) };
    expect(engine.check(withCompiler)).to.deep.equal({
      ok: false,
      text: 'the machine has changed since the engine was prepared',
    });
  });

  it('that auto had to do without is found by auto once --engine node has prepared it', async () => {
    const root = cloneWithEngines('starts');
    const context: Context = { root, env: environment(commands({})), engine: 'auto' };
    const { engine, perform } = await prepare(context);
    await perform();
    expect(engine.check(context).text).to.match(/^wasm\. /);
    built(root, 'wheel');
    await (await prepare({ ...context, engine: 'node' })).perform();
    expect(engine.check(context).ok).to.equal(false);
    await perform();
    expect(engine.check(context).text).to.match(/^node: /);
  });

  it('that was asked for and is not to be had is a Failure, never another engine', async () => {
    const root = cloneWithEngines('starts');
    for (const [name, why] of [
      ['node', /engine node cannot be prepared: .*no C\+\+ compiler/],
      ['gpu', /engine gpu cannot be prepared: .*nvidia-smi finds no NVIDIA GPU/],
    ] as const) {
      const { perform } = await prepare({ root, env: environment(commands({})), engine: name });
      const { message, remedy } = await failure(perform());
      expect(message).to.match(why);
      expect(remedy).to.include('--engine wasm');
    }
  });

  it('wasm prepares nothing', async () => {
    const root = cloneWithEngines('refuses');
    const context: Context = { root, env: environment(), engine: 'wasm' };
    const { engine } = await prepare(context);
    expect(engine.check(context).ok).to.equal(true);
    expect(existsSync(join(root, '.engine'))).to.equal(false);
  });

  it('that a GPU could have names the package to install', async () => {
    const smi = commands({ 'nvidia-smi': 'echo GPU 0' });
    const { notes, perform } = await prepare({
      root: cloneWithEngines('starts'),
      env: environment(smi),
      engine: 'auto',
    });
    await perform();
    expect(notes[0]).to.include('@tensorflow/tfjs-node-gpu is not installed');
    expect(notes[0]).to.include('npm install --no-save @tensorflow/tfjs-node-gpu@4.22.0');
  });

  it('without a compiler comes with its official binary, kept in .engine, where that can be fetched', async () => {
    const root = cloneWithEngines('starts');
    write(root, {
      [`node_modules/${TFJS_NODE}/scripts/install.js`]: `
        const fs = require('fs');
        for (const folder of ['deps/lib', 'lib/napi-v8']) fs.mkdirSync(folder, { recursive: true });
        fs.writeFileSync('deps/lib/libtensorflow.so', process.argv.slice(2).join());
        fs.writeFileSync('lib/napi-v8/tfjs_binding.node', '');`,
    });
    const context: Context = { root, env: environment(commands({})), engine: 'auto' };
    const { engine, notes, perform } = await prepare(context);
    await perform();
    expect(notes).to.have.length(1); // no compiler for the wheel
    expect(engine.check(context).text).to.equal("node: TensorFlow of the test, TensorFlow's official binary");
    const library = join(root, '.engine', 'official', 'deps', 'lib', 'libtensorflow.so');
    expect(readFileSync(library, 'utf8')).to.equal('cpu,download');
    expect(realpathSync(join(root, 'node_modules', TFJS_NODE, 'deps', 'lib', 'libtensorflow.so'))).to.equal(library);
  });

  it("is compiled against PyPI's wheel where that can be fetched and there is a compiler", async function () {
    const python = join(ROOT, '.venv', 'bin', 'python');
    if (!(`${process.platform}-${process.arch}` === 'linux-x64' && existsSync(python))) this.skip();
    const root = cloneWithEngines('starts');
    const operations = 'lib/backend/native/operations/module.cc';
    write(root, {
      [`node_modules/${TFJS_NODE}/binding/tfjs_backend.cc`]: '',
      [operations]: '',
      'wheel/tensorflow/include/tensorflow/c/c_api.h': 'header',
      'wheel/tensorflow/include/Eigen/Core': 'header',
      'wheel/tensorflow/include/unwanted/other.h': '',
      'wheel/tensorflow/libtensorflow_cc.so.2': 'library',
      'wheel/tensorflow/libtensorflow_framework.so.2': 'library',
      'wheel/tensorflow/python/unwanted.so': '',
    });
    // As the interpreter in .venv: pip has only to bring the wheel, all else is the real Python's.
    const zip = `cd ${root}/wheel && exec ${python} -m zipfile -c ../.engine/download/tensorflow.whl tensorflow`;
    const venv = commands({
      python: `case "$*" in *" download "*) echo "$@" > ${root}/pip; ${zip};; *) exec ${python} "$@";; esac`,
    });
    mkdirSync(join(root, '.venv'));
    symlinkSync(venv, join(root, '.venv', 'bin'));
    const breaks = `case "$(cat ${root}/${operations})" in broken) echo 'error: broken' >&2; exit 1;; esac`;
    const compiler = `${breaks}; echo "$@" >> ${root}/compiled; while [ "$1" != -o ]; do shift; done; echo addon > "$2"`;
    const context: Context = { root, env: environment(commands({ 'g++': compiler }), '/bin'), engine: 'node' };
    const { engine, notes, perform } = await prepare(context);
    await perform();

    expect(notes).to.deep.equal([]);
    expect(engine.check(context).text).to.equal('node: TensorFlow of the test, TensorFlow from PyPI');
    const kept = readdirSync(join(root, '.engine', 'wheel'), { recursive: true, encoding: 'utf8' });
    expect(kept).to.include.members([
      'lib/napi-v8/tfjs_binding.node',
      'deps/include/tensorflow/c/c_api.h',
      'deps/include/Eigen/Core',
    ]);
    expect(kept).to.include('lib/napi-v8/saddlepoint_operations.node');
    expect(kept.filter((name) => name.includes('libtensorflow'))).to.have.length(2);
    expect(kept.filter((name) => name.includes('unwanted'))).to.deep.equal([]);
    expect(readdirSync(join(root, '.engine'))).to.deep.equal(['wheel']);
    expect(readFileSync(join(root, 'pip'), 'utf8')).to.include(
      '--platform manylinux_2_27_x86_64 --python-version 3.11',
    );
    expect(readFileSync(join(root, 'compiled'), 'utf8'))
      .to.include('binding/tfjs_backend.cc')
      .and.include('$ORIGIN/../../deps/lib');

    write(root, { [operations]: 'changed' });
    expect(engine.check(context).ok).to.equal(false);
    await perform(); // compiles the library's operations, and downloads nothing
    expect(readFileSync(join(root, 'compiled'), 'utf8').match(/module\.cc/g)).to.have.length(2);
    expect(engine.check(context).ok).to.equal(true);

    write(root, { [operations]: 'broken' });
    await perform();
    expect(notes.at(-1)).to.include("Without the library's own operations some layers will be slower. g++ failed");
    expect(existsSync(join(root, '.engine', 'wheel', 'lib/napi-v8/saddlepoint_operations.node'))).to.equal(false);
    expect(engine.check(context).ok).to.equal(true);
  });

  it('is taken from .engine when npm ci has wiped node_modules', async () => {
    const context: Context = { root: cloneWithEngines('starts'), env: environment(commands({})), engine: 'auto' };
    built(context.root, 'wheel');
    const { engine, notes, perform } = await prepare(context);
    await perform();
    expect(notes).to.deep.equal([]);
    expect(engine.check(context)).to.deep.equal({
      ok: true,
      text: 'node: TensorFlow of the test, TensorFlow from PyPI',
    });
    const { unlink } = await load<Addon>('addon', context.root);
    unlink(context.root, TFJS_NODE);
    expect(engine.check(context).text).to.equal("the engine's files are not in place");
    await perform();
    expect(engine.check(context).ok).to.equal(true);
  });

  it('that does not start is thrown away, and the next is tried', async () => {
    const context: Context = { root: cloneWithEngines('refuses'), env: environment(commands({})), engine: 'auto' };
    built(context.root, 'wheel');
    const { engine, notes, perform } = await prepare(context);
    await perform();
    expect(notes[0]).to.include('TensorFlow from PyPI is not to be had: no such processor');
    expect(readdirSync(join(context.root, '.engine'))).to.deep.equal([]);
    expect(readdirSync(join(context.root, 'node_modules', TFJS_NODE))).to.have.members(['package.json', 'scripts']);
    expect(engine.check(context).text).to.match(/^wasm\. /);
  });

  it('is linked so that a moved clone keeps it', async () => {
    const root = cloneWithEngines('starts');
    built(root, 'wheel');
    const { link, isLinked } = await load<Addon>('addon');
    link(root, 'wheel', TFJS_NODE);
    const moved = `${root}-moved`;
    renameSync(root, moved);
    try {
      expect(isLinked(moved, 'wheel', TFJS_NODE)).to.equal(true);
      expect(isLinked(moved, 'official', TFJS_NODE)).to.equal(false);
      const library = join(moved, 'node_modules', TFJS_NODE, 'deps', 'lib', 'tensorflow');
      expect(realpathSync(library)).to.equal(join(moved, '.engine', 'wheel', 'deps', 'lib', 'tensorflow'));
    } finally {
      renameSync(moved, root);
    }
  });
});
