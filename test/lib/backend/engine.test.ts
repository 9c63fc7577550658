import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import * as path from 'node:path';

const withoutNative = path.join(__dirname, 'without-native.cjs');
const dyingNative = path.join(__dirname, 'dying-native.cjs');
const dyingWasm = path.join(__dirname, 'dying-wasm.cjs');

interface Options {
  env?: Record<string, string>;
  preload?: string[];
}

/** Runs statements in a process of their own, with tf, ready, engine and say in reach; gives the lines it printed. */
function run(body: string, { env = {}, preload = [] }: Options = {}): string[] {
  const program = `
    const { tf, ready, engine } = require('saddlepoint');
    const refusal = (f) => Promise.resolve().then(f).then(() => 'no refusal', (e) => e.message);
    void (async () => { ${body} })();`;
  const argv = [...preload.flatMap((file) => ['--require', file]), '--eval', program];
  const inherited = { ...process.env, SADDLEPOINT_ENGINE: '' };
  const child = spawnSync(process.execPath, argv, { encoding: 'utf8', env: { ...inherited, ...env }, cwd: __dirname });
  expect(child.status, child.stderr).to.equal(0);
  return child.stdout.trimEnd().split('\n');
}

describe('ready', () => {
  it('prints one line, gives the name, and starts once for all callers', () => {
    const lines = run(`
      const all = await Promise.all([ready('wasm'), ready(), ready('auto'), ready('wasm')]);
      console.log(JSON.stringify([...all, await ready(), engine().name]));`);
    expect(lines).to.have.length(2);
    expect(lines[0]).to.match(
      /^saddlepoint: engine wasm \(tfjs-backend-wasm 4\.22\.0, (one thread|\d threads) on \d+ cores?\)$/,
    );
    expect(JSON.parse(lines[1]!)).to.deep.equal(Array(6).fill('wasm'));
  });

  it('takes the engine from SADDLEPOINT_ENGINE, and an argument before it', () => {
    const env = { SADDLEPOINT_ENGINE: 'wasm' };
    expect(run('await ready(); console.log(engine().name)', { env }).at(-1)).to.equal('wasm');
    const wrong = { env: { SADDLEPOINT_ENGINE: 'abacus' } };
    expect(run(`await ready('wasm'); console.log(engine().name)`, wrong).at(-1)).to.equal('wasm');
    expect(run(`console.log(await refusal(() => ready()))`, wrong)).to.deep.equal([
      `There is no engine 'abacus' (from SADDLEPOINT_ENGINE): write one of auto, gpu, node, wasm, webgpu.`,
    ]);
  });

  it('takes the number of threads of wasm from SADDLEPOINT_THREADS, and a wrong number is an error', () => {
    const say = (threads: string) =>
      run(`console.log(await refusal(() => ready('wasm')))`, { env: { SADDLEPOINT_THREADS: threads } })[0];
    expect(say('1')).to.match(/one thread on/);
    expect(say('3')).to.match(/3 threads on/);
    for (const wrong of ['0', '9', 'all']) {
      expect(say(wrong)).to.include(`SADDLEPOINT_THREADS is '${wrong}': give a whole number from 1 to 8`);
    }
  });

  it('falls back to wasm and says why', () => {
    const [line] = run('await ready();', { preload: [withoutNative] });
    expect(line).to.match(/^saddlepoint: engine wasm \(.*\); not node: @tensorflow\/tfjs-node is not installed$/);
  });

  it('an engine that was asked for and cannot be had is an error with its remedy, and another may be asked for', () => {
    const body = `console.log(await refusal(() => ready('node'))); await ready('wasm');`;
    const [refusal, line] = run(body, { preload: [withoutNative] });
    expect(refusal).to.equal(
      `The engine 'node' does not start: @tensorflow/tfjs-node is not installed. Prepare it with \`npm start -- --engine node\`, ` +
        `or let ready('auto') take the best that there is.`,
    );
    expect(line).to.match(/^saddlepoint: engine wasm/);
  });

  it('an engine that dies while it starts is left for the next, with what it said; asked for, that is the error', () => {
    const [line] = run('await ready();', { preload: [dyingNative] });
    expect(line).to.match(
      /^saddlepoint: engine wasm .*; not node: libtensorflow.so.2: cannot open shared object file$/,
    );
    const [refusal] = run(`console.log(await refusal(() => ready('node')))`, { preload: [dyingNative] });
    expect(refusal).to.include(
      `The engine 'node' does not start: libtensorflow.so.2: cannot open shared object file. `,
    );
  });

  it('when the last engine dies too, there is one error, which says why of each', () => {
    const preload = [dyingNative, dyingWasm];
    const refusal = run(`console.log(await refusal(() => ready()))`, { preload }).at(-1);
    expect(refusal).to.equal(
      'No engine starts here: not node: libtensorflow.so.2: cannot open shared object file; ' +
        'not wasm: its WebAssembly module does not start (tfjs has printed why).',
    );
  });

  it('refuses a second engine', () => {
    const lines = run(`await ready('wasm'); console.log(await refusal(() => ready('node')));`);
    expect(lines[1]).to.equal(
      `ready('node') came too late: this process runs on wasm, and an engine is for good. ` +
        `Restart the kernel and write ready('node') first.`,
    );
  });

  it('until then, tensors, layers and optimizers say what to write first', () => {
    const lines = run(`
      for (const f of [() => tf.scalar(1), () => tf.range(0, 3), () => tf.train.adam(1), () => engine(),
        () => tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] })]) {
        console.log(await refusal(f));
      }`);
    expect(lines).to.have.length(5);
    for (const line of lines) expect(line).to.include('write `await ready();`');
  });

  it('gives tfjs-node what Node 23 took from it', function () {
    const remove = `const util = require('node:util'); delete util.isArray; delete util.isNullOrUndefined;`;
    const use = `await ready(); console.log(tf.concat([tf.ones([1]), tf.zeros([1])]).dataSync().join())`;
    const lines = run(`${remove} ${use}`);
    if (!lines[0]!.includes('engine node')) this.skip();
    expect(lines[1]).to.equal('1,0');
  });

  it('leaves no listener behind that turns a stray rejection into a crash', () => {
    const lines = run(`
      await ready('wasm');
      for (const event of ['uncaughtException', 'unhandledRejection']) console.log(process.listenerCount(event));`);
    expect(lines.slice(1)).to.deep.equal(['0', '0']);
  });
});
