import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { checkGuidelines, dcganDiscriminator, dcganGenerator, imageGrid, MNIST_DCGAN, ready, tf } from 'saddlepoint';
import { AblatedDCGAN, ALL, discriminator, generator } from '../../course/dist/course/reproduce/ablations';
import { inWords, kept } from '../../course/dist/course/reproduce/bars';
import { csv } from '../../course/dist/course/reproduce/files';
import { Interrupted, type Row } from '../../course/dist/course/reproduce/row';
import { loadRow, rowNames } from '../../course/dist/course/reproduce/rows';
import { runRow, type Result } from '../../course/dist/course/reproduce/run-row';
import { resultsIn, table } from '../../course/dist/course/reproduce/results';
import { clock, Terminal } from '../../course/dist/course/reproduce/terminal';

/** A terminal that nobody sees. */
const quiet = () => new Terminal({ isTTY: false, write: () => true } as unknown as NodeJS.WriteStream);

const quickFolders = async () => (await readdir(tmpdir())).filter((name) => name.startsWith('saddlepoint-quick-'));

const bars = [
  { measure: 'score', atLeast: 9 },
  { measure: 'minutes', atMost: 30 },
];

describe('reproduce: the machinery', () => {
  let root: string;
  before(async () => {
    await ready();
    root = await mkdtemp(join(tmpdir(), 'saddlepoint-reproduce-'));
  });
  after(() => rm(root, { recursive: true }));

  it('bars are inclusive, all must be kept, and each needs its measure', () => {
    expect(inWords(bars)).to.equal('score >= 9, minutes <= 30');
    expect(kept(bars, { score: 9, minutes: 30 })).to.equal(true);
    expect(kept(bars, { score: 8.99, minutes: 30 })).to.equal(false);
    expect(kept(bars, { score: 9, minutes: 30.1 })).to.equal(false);
    expect(() => kept(bars, { score: 9 })).to.throw('"minutes" has a bar but was not measured');
  });

  it('tables keep at most 1,000 rows, the last among them', () => {
    const steps = Array.from({ length: 2500 }, (_, i) => i + 1);
    const lines = csv({ step: steps, half: steps.map((step) => step / 2) })
      .trim()
      .split('\n');
    expect(lines.length).to.be.within(500, 1001);
    expect([lines[0], lines.at(-1)]).to.deep.equal(['step,half', '2500,1250']);
    expect(csv({ third: [1 / 3] })).to.equal('third\n0.33333\n');
    expect(() => csv({ a: [1], b: [1, 2] })).to.throw('Column "b" has 2 numbers');
  });

  it('clocks', () => {
    expect([59.6, 75, 3700].map(clock)).to.deep.equal(['1:00', '1:15', '1:01:40']);
  });

  it('names the rows when one is asked for that is not there', async () => {
    const message = await loadRow('Z-99').catch((error: unknown) => (error as Error).message);
    expect(message).to.contain('There is no row "Z-99"').and.to.contain('I-01').and.to.contain('MNIST-Net');
  });

  it('every row is called like its file, and has bars', async () => {
    for (const name of rowNames()) {
      const row = await loadRow(name);
      expect(row.row).to.equal(name);
      expect(row.bars).to.not.be.empty;
    }
  });

  it('stops, goes on, and stores the result once it is there', async () => {
    let calls = 0;
    let stop = true;
    const row: Row = {
      row: 'T-01',
      title: 'A toy',
      bars,
      paper: 'nothing',
      async run(context) {
        const score = await context.once('slow', () => Promise.resolve((calls += 1) + 8));
        if (stop) throw new Interrupted();
        context.progress('toy', 1, 2);
        await context.picture('black', await imageGrid([new Uint8Array(16)]));
        await context.table('numbers', { n: [1, 2] });
        return { score, minutes: 1 / 3, drawn: Math.random() };
      },
    };
    const options = { seed: 4, quick: false, root, terminal: quiet() };
    const stopped = await runRow(row, options).catch((error: unknown) => error);
    expect(stopped).to.be.instanceOf(Interrupted);
    expect(existsSync(join(root, 'data', 'results', 'T-01.json'))).to.equal(false);

    stop = false;
    const result = await runRow(row, options);
    expect(calls).to.equal(1);
    expect(result).to.include({ pass: 'passed', seed: 4, bar: 'score >= 9, minutes <= 30', row: 'T-01' });
    expect(result.measures).to.include({ score: 9, minutes: 0.333333 });
    const file = await readFile(join(root, 'data', 'results', 'T-01.json'), 'utf8');
    expect(JSON.parse(file)).to.deep.equal(result);
    expect((await readdir(join(root, 'data', 'results'))).sort()).to.deep.equal([
      'T-01-black.png',
      'T-01-numbers.csv',
      'T-01.json',
    ]);

    const again = await runRow(row, options);
    expect(calls).to.equal(2); // a finished run is forgotten: the next one is a new one
    expect(again.pass).to.equal('passed');
  });

  it('a quick run leaves nothing behind', async () => {
    const row: Row = {
      row: 'T-02',
      title: 'A toy',
      bars,
      async run(context) {
        const net = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
        await context.weights('data/checkpoints/toy.safetensors', net);
        net.dispose();
        return { score: 1, minutes: 0 };
      },
    };
    const before = await quickFolders();
    const result = await runRow(row, { seed: 1, quick: true, root, terminal: quiet() });
    expect(result.pass).to.equal('missed');
    expect(existsSync(join(root, 'data', 'results', 'T-02.json'))).to.equal(false);
    expect(await quickFolders()).to.deep.equal(before);
  });

  it('weights are stored with their checksum in the manifest, once', async () => {
    const row: Row = {
      row: 'T-03',
      title: 'A toy',
      bars: [],
      async run(context) {
        const net = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
        await context.weights('data/checkpoints/toy.safetensors', net);
        net.dispose();
        return {};
      },
    };
    for (const seed of [1, 2]) await runRow(row, { seed, quick: false, root, terminal: quiet() });
    const { files } = JSON.parse(await readFile(join(root, 'data', 'manifest.json'), 'utf8')) as {
      files: { path: string; sha256: string; source: string }[];
    };
    expect(files.map(({ path }) => path)).to.deep.equal(['data/checkpoints/toy.safetensors']);
    expect(files[0]!.sha256).to.match(/^[0-9a-f]{64}$/);
    expect(files[0]!.source).to.match(/^npm run reproduce -- T-03 --seed 2/);
  });

  it('the stored results make a table with a line each', async () => {
    const results = await resultsIn('data/results');
    expect(results.map(({ row }) => row)).to.include.members(['C-05', 'I-01', 'MNIST-Net']);
    for (const [i, line] of table(results).slice(2).entries()) {
      expect(line.split(/(?<!\\)\|/).length, line).to.equal(9);
      expect(line, 'a number for its bar').to.match(/ (passed|missed): \S.* \d/);
      expect(line).to.include(results[i]!.row);
    }
  });

  it('results make one table, every line as wide as the others', async () => {
    const results = [JSON.parse(await readFile(join(root, 'data', 'results', 'T-01.json'), 'utf8')) as Result];
    const lines = table(results);
    expect(new Set(lines.map((line) => line.length)).size).to.equal(1);
    expect(lines[2]).to.contain('passed: score 10, minutes 0.333333').and.to.contain('nothing');
    expect(lines[2]).to.not.contain('drawn');
  });
});

describe('reproduce: the rows', function () {
  this.timeout(300_000);
  before(() => ready());

  for (const name of [
    'MNIST-Net',
    'I-01',
    'I-02',
    'I-05',
    'I-06',
    'I-07',
    'I-08',
    'I-09',
    'I-10',
    'I-11',
    'J-03',
    'J-01',
    'J-02',
    'J-04',
    'J-06',
    'H-09',
    'FACES-Net',
    'E-08',
    'E-10',
    'I-12',
    'I-12-fonts',
    'I-13',
    'G-01',
    'H-02',
    'M-01',
    'M-06',
    'M-10',
  ]) {
    it(`${name} runs from end to end in small`, async () => {
      const before = await quickFolders();
      const row = await loadRow(name);
      const result = await runRow(row, { seed: 1, quick: true, root: tmpdir(), terminal: quiet() });
      for (const { measure } of row.bars) expect(result.measures[measure]).to.be.finite;
      expect(await quickFolders()).to.deep.equal(before);
    });
  }
});

describe("DCGAN's guidelines, left out one by one", () => {
  const without = (guideline: keyof typeof ALL) => ({ ...ALL, [guideline]: false });
  const broken = {
    batchNorm: ['batch norm', 'batch norm', 'batch norm'], // two layers of G, one of D
    leaky: ['activation', 'activation'],
    tanh: ['activation'],
    strides: ['pooling', 'pooling', 'pooling', 'pooling'],
  };

  for (const [guideline, expected] of Object.entries(broken)) {
    it(`${guideline}: that one is broken, and no other`, () => {
      const variant = without(guideline as keyof typeof ALL);
      const found = checkGuidelines(generator(variant, 10, 2), discriminator(variant, 2));
      expect(found.map((violation) => violation.guideline)).to.deep.equal(expected);
    });
  }

  it('with all of them, the networks are those of DCGAN', () => {
    const config = { ...MNIST_DCGAN, width: 4 };
    const shapes = (net: tf.LayersModel) => net.getWeights().map((weight) => weight.shape);
    expect(checkGuidelines(generator(ALL, 100, 4), discriminator(ALL, 4))).to.deep.equal([]);
    expect(shapes(generator(ALL, 100, 4))).to.deep.equal(shapes(dcganGenerator(config)));
    expect(shapes(discriminator(ALL, 4))).to.deep.equal(shapes(dcganDiscriminator(config)));
  });

  it('all variants keep the shapes, and a step leaks nothing', () => {
    const real = tf.zeros<tf.Rank.R4>([2, 28, 28, 1]);
    for (const guidelines of [ALL, ...(Object.keys(ALL) as (keyof typeof ALL)[]).map(without)]) {
      const model = new AblatedDCGAN(guidelines, 2);
      tf.dispose(model.step(real));
      const before = tf.memory().numTensors;
      tf.dispose(model.step(real));
      expect(tf.memory().numTensors).to.equal(before);
      const x = model.sample(3);
      expect(x.shape).to.deep.equal([3, 28, 28, 1]);
      x.dispose();
      model.dispose();
    }
    real.dispose();
  });
});
