import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { contest } from '../../bench/contest';
import { Contestant } from '../../bench/contestant';
import { fitLine } from '../../bench/line';
import { multiplyAdds } from '../../bench/multiply-adds';
import { readOptions } from '../../bench/options';
import { checkName, folder, load, names } from '../../bench/programs';
import { header, line, toJSON, type Result } from '../../bench/report';
import { median, quantile, spread } from '../../bench/statistics';

const result: Result = { name: 'toy', engine: 'node', ours_ms: 12.34567, peer: 'PyTorch 2', peer_ms: 10, ratio: 1.234567, spread: 0.05 }; // prettier-ignore

describe('bench: statistics', () => {
  it('quantiles lie between ranks by proportion, whatever the order', () => {
    expect([0, 0.25, 0.5, 0.75, 1].map((q) => quantile([4, 1, 3, 2], q))).to.deep.equal([1, 1.75, 2.5, 3.25, 4]);
    expect([median([7]), spread([7])]).to.deep.equal([7, 0]);
    expect(spread([5, 1, 4, 2, 3])).to.equal(2);
    expect(() => median([])).to.throw('at least one value');
  });

  it('the line of least squares is the line itself for points on one', () => {
    const x = [16, 32, 64, 128];
    const { slope, intercept } = fitLine(x, x.map((value) => 3 + 2 * value)); // prettier-ignore
    expect(slope).to.be.closeTo(2, 1e-12);
    expect(intercept).to.be.closeTo(3, 1e-10);
    expect(fitLine([0, 1, 2], [0, 1, 0]).slope).to.be.closeTo(0, 1e-12);
  });

  it('a slow spell that slows both leaves the ratio alone', async () => {
    let round = 0;
    const slowness = () => (round < 6 ? 1 : 10);
    const run = (seconds: number) => (n: number) => Promise.resolve(seconds * n * slowness());
    const ours = run(0.02);
    const outcome = await contest(ours, (n) => run(0.04)(n).finally(() => round++), 8, 0.1);
    expect(outcome.ratio).to.be.closeTo(0.5, 1e-12);
    expect(outcome.spread).to.be.below(1e-12);
    expect(outcome.peer_ms).to.be.greaterThan(outcome.ours_ms);
  });

  it('a turn lasts about as long as asked, for the fast and the slow, and has at least one step', async () => {
    const asked: Record<string, number[]> = { fast: [], slow: [] };
    const run = (name: string, seconds: number) => (n: number) => {
      asked[name]!.push(n);
      return Promise.resolve(n * seconds);
    };
    await contest(run('fast', 0.01), run('slow', 9), 2, 1);
    expect(asked['fast']!.slice(-2)).to.deep.equal([100, 100]);
    expect(asked['slow']!.slice(-2)).to.deep.equal([1, 1]);
  });
});

describe('bench: its report', () => {
  it('JSON has these fields in this order, in microseconds', () => {
    expect(JSON.parse(toJSON([result]))).to.deep.equal([
      { name: 'toy', engine: 'node', ours_ms: 12.346, peer: 'PyTorch 2', peer_ms: 10, ratio: 1.235, spread: 0.05 },
    ]);
    const keys = Object.keys((JSON.parse(toJSON([result])) as object[])[0]!);
    expect(keys).to.deep.equal(['name', 'engine', 'ours_ms', 'peer', 'peer_ms', 'ratio', 'spread']);
  });

  it('a line stands under its header', () => {
    expect(line(result)).to.contain('12.3').and.to.contain('1.23').and.to.contain('PyTorch 2');
    expect(line(result).indexOf('PyTorch 2')).to.equal(header.lastIndexOf('peer'));
  });

  it('reads its options, and says what is wrong with them', () => {
    expect(readOptions(['dcgan', '--rounds', '3', '--json', 'x.json'])).to.deep.equal({
      names: ['dcgan'],
      engine: 'auto',
      rounds: 3,
      seconds: 1,
      json: 'x.json',
      profile: false,
    });
    expect(() => readOptions(['--rounds', '0'])).to.throw('--rounds 0: give a whole number');
    expect(() => readOptions(['--seconds', 'x'])).to.throw('--seconds x: give the length');
    expect(() => readOptions(['--fast'])).to.throw('--fast');
  });
});

describe('bench: its programs', () => {
  it('each has its twin, and can be loaded', () => {
    expect(names()).to.have.members(
      'aae conditional-dcgan cyclegan dcgan gmm-em mlp-gan pixelcnn vae wgan-gp'.split(' '),
    );
    for (const name of names()) {
      expect(existsSync(join(folder, `${name}.py`)), `${name}.py`).to.equal(true);
      expect(load(name).title).to.not.be.empty;
    }
    expect(readdirSync(folder)).to.have.length(2 * names().length);
    expect(() => {
      checkName('mnist');
    }).to.throw('There is no program "mnist": name one of aae, ');
  });

  it('a contestant says when it is ready, does steps, and its death is told with its last words', async () => {
    const contestant = await Contestant.start('toy', process.execPath, [join(__dirname, 'talker.mjs')], {
      TALKER: 'x',
    });
    expect(contestant.description).to.equal('talker of x');
    expect(await contestant.run(5)).to.equal(0.005);
    const death = await contestant.run(13).catch((error: unknown) => (error as Error).message);
    expect(death).to.equal('toy has ended:\nunlucky');
    const absent = await Contestant.start('toy', process.execPath, ['--eval', 'process.exit(2)']).catch(
      (error: unknown) => (error as Error).message,
    );
    expect(absent).to.contain('toy has ended');
  });
});

describe('bench: multiply-adds', () => {
  const of = (kernel: string, inputs: Record<string, number[]>, output: number[], attrs = {}) => {
    const shapes = Object.fromEntries(Object.entries(inputs).map(([name, shape]) => [name, { shape }]));
    return multiplyAdds({ kernel, inputs: shapes, output, attrs });
  };

  it('of products of matrices, transposed and in batches', () => {
    expect(of('BatchMatMul', { a: [2, 3], b: [3, 5] }, [2, 5])).to.equal(30);
    expect(of('_FusedMatMul', { a: [3, 2], b: [3, 5] }, [2, 5], { transposeA: true })).to.equal(30);
    expect(of('BatchMatMul', { a: [7, 2, 3], b: [7, 3, 5] }, [7, 2, 5])).to.equal(210);
  });

  it('of a convolution, the same for both its gradients; of other kernels none', () => {
    const [x, filter, dy] = [[4, 8, 8, 2], [5, 5, 2, 3], [4, 4, 4, 3]]; // prettier-ignore
    const count = 4 * 4 * 4 * 3 * 5 * 5 * 2;
    expect(of('Conv2D', { x, filter }, dy)).to.equal(count);
    expect(of('Conv2DBackpropInput', { dy, filter }, x)).to.equal(count);
    expect(of('Conv2DBackpropFilter', { x, dy }, filter)).to.equal(count);
    expect(of('Relu', { x }, x)).to.equal(0);
  });
});
