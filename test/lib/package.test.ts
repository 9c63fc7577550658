import { expect } from 'chai';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { promisify } from 'node:util';
import type typescript from 'typescript';

const run = promisify(execFile);
const repository = path.join(__dirname, '..', '..');
const windows = process.platform === 'win32';
const npm = windows ? 'npm.cmd' : 'npm';

/**
 * What a newcomer to the library alone might write; the last line is what the test reads. (tslab 1.0.22 does not know
 * the name of an earlier cell in a shorthand property, `{ engine }`.)
 */
const CELLS = [
  `import { ready, seed, mnist, imagesOnly, DCGAN, MNIST_DCGAN, fit } from 'saddlepoint';
const engine = await ready();
seed(1);`,
  `const digits = imagesOnly((await mnist({ split: 'test' })).take(24));
const model = new DCGAN({ ...MNIST_DCGAN, width: 2, latentDim: 4 });
const seen = [];
const result = await fit(model, digits, { epochs: 2, batchSize: 8, report: ({ step }) => { seen.push(step); } });`,
  `const x = model.sample(5);
const [largest] = await x.abs().max().data();
console.log('RESULT ' + JSON.stringify([engine, x.shape, largest, result, seen]));`,
];

type Told = [
  engine: string,
  shape: number[],
  largest: number,
  result: { steps: number; history: Record<string, number[]> },
  seen: number[],
];

function expectTrained(output: string): void {
  const line = /^RESULT (.*)$/m.exec(output);
  expect(line, output).to.exist;
  const [engine, shape, largest, result, seen] = JSON.parse(line![1]!) as Told;
  expect(engine).to.equal('wasm'); // nothing native is installed there
  expect(shape).to.deep.equal([5, 28, 28, 1]);
  expect(largest).to.be.within(0, 1);
  expect([result.steps, seen.at(-1)]).to.deep.equal([6, 6]);
  expect(result.history).to.have.all.keys('discriminator', 'generator');
  for (const losses of Object.values(result.history)) expect(losses).to.not.be.empty;
}

/** Installs a package, as `npm install` does for anyone; false when there is no registry to get its dependencies from. */
async function install(folder: string, what: string): Promise<boolean> {
  const options = ['--prefix', folder, '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund'];
  try {
    await run(npm, ['install', ...options, what], { cwd: folder, shell: windows });
    return true;
  } catch (error) {
    if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH/.test(String(error))) return false;
    throw error;
  }
}

describe('the package saddlepoint, installed alone', function () {
  this.timeout(600_000);
  let folder: string;

  before(async function () {
    folder = await mkdtemp(path.join(tmpdir(), 'saddlepoint-package-'));
    await writeFile(path.join(folder, 'package.json'), '{ "private": true }');
    const pack = ['pack', '-w', 'lib', '--json', '--pack-destination', folder];
    const { stdout } = await run(npm, pack, { cwd: repository, shell: windows });
    const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
    if (await install(folder, path.join(folder, filename))) return;
    console.log('    no npm registry within reach: skipped');
    this.skip();
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('trains a GAN in Node with nothing but its own dependencies', async () => {
    const script = CELLS.join('\n').replace(/import (.*) from (.*);/, 'const $1 = require($2);');
    await writeFile(path.join(folder, 'script.js'), `(async () => {\n${script}\n})();`);
    const { stdout } = await run(process.execPath, ['script.js'], { cwd: folder });
    expectTrained(stdout);
  });

  describe('beside tslab', () => {
    before(async () => {
      const root = await readFile(path.join(repository, 'package.json'), 'utf8');
      const { devDependencies } = JSON.parse(root) as { devDependencies: { tslab: string } };
      await install(folder, `tslab@${devDependencies.tslab}`);
    });

    it('has types that TypeScript 5.0.4, which tslab uses, reads without an error', async () => {
      const ts = createRequire(path.join(folder, 'x.js'))('@tslab/typescript-for-tslab') as typeof typescript;
      expect(ts.version).to.equal('5.0.4');
      const file = path.join(folder, 'all.ts');
      await writeFile(file, "import * as all from 'saddlepoint';\nexport const door: typeof all = all;\n");
      const program = ts.createProgram([file], {
        module: ts.ModuleKind.CommonJS,
        moduleResolution: ts.ModuleResolutionKind.Node10,
        target: ts.ScriptTarget.ES2020,
        lib: ['lib.es2020.d.ts'],
        strict: true,
        noEmit: true,
      });
      const ours = program.getSourceFiles().filter(({ fileName }) => /all\.ts$|\/saddlepoint\/dist\//.test(fileName));
      expect(ours.length).to.be.greaterThan(20);
      const errors = ours.flatMap((source) => [
        ...program.getSyntacticDiagnostics(source),
        ...program.getSemanticDiagnostics(source),
      ]);
      const say = ({ file, messageText }: typescript.Diagnostic) =>
        `${file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
      expect(errors.map(say)).to.deep.equal([]);
    });

    it('trains a GAN in a notebook', async () => {
      const kernel = path.join(folder, 'jupyter', 'kernels', 'tslab');
      await mkdir(kernel, { recursive: true });
      const tslab = path.join(folder, 'node_modules', 'tslab', 'bin', 'tslab');
      const argv = [process.execPath, tslab, 'kernel', '--config-path', '{connection_file}'];
      const spec = { argv, display_name: 'TypeScript', language: 'typescript' };
      await writeFile(path.join(kernel, 'kernel.json'), JSON.stringify(spec));
      const notebook = path.join(folder, 'gan.ipynb');
      const cell = (source: string) => ({
        cell_type: 'code',
        metadata: {},
        execution_count: null,
        outputs: [],
        source,
      });
      await writeFile(
        notebook,
        JSON.stringify({ cells: CELLS.map(cell), metadata: {}, nbformat: 4, nbformat_minor: 4 }),
      );

      const python = path.join(repository, '.venv', ...(windows ? ['Scripts', 'python.exe'] : ['bin', 'python']));
      const options = [
        '--to',
        'notebook',
        '--execute',
        '--ExecutePreprocessor.kernel_name=tslab',
        '--output',
        'done.ipynb',
      ];
      const env = { ...process.env, JUPYTER_PATH: path.join(folder, 'jupyter') };
      await run(python, ['-m', 'nbconvert', ...options, notebook], { cwd: folder, env });
      const done = JSON.parse(await readFile(path.join(folder, 'done.ipynb'), 'utf8')) as {
        cells: { outputs: { text?: string | string[] }[] }[];
      };
      expectTrained(
        done.cells.flatMap(({ outputs }) => outputs.map(({ text }) => [text ?? ''].flat().join(''))).join(''),
      );
    });
  });
});
