import { join } from 'node:path';
import { expect } from 'chai';
import { randomState, ready, seed, tf } from 'saddlepoint';
import { check } from 'saddlepoint-course';
import { checkReport } from 'saddlepoint-course/dist/course/check/check';
import { exercise, notebookSpec } from 'saddlepoint-course/dist/course/check/exercise';
import { here } from 'saddlepoint-course/dist/course/check/remote';
import { asHtml, asText } from 'saddlepoint-course/dist/course/check/report';
import { notWritten, runTest } from 'saddlepoint-course/dist/course/check/run';
import { findExercise } from 'saddlepoint-course/dist/course/check/specs';

const TOY = join(__dirname, 'toy');
const mean = (xs: number[]): number => xs.reduce((a, b) => a + b, 0) / xs.length;
const said = async (f: unknown): Promise<string> => asText(await checkReport('99.1', { mean: f }, TOY));

describe('check', () => {
  before(() => ready());

  it('says that all visible tests passed, and that an instructor may have more', async () => {
    const text = await said(mean);
    expect(text).to.contain('All visible tests passed (2 of 2).').and.contain('instructor may have more');
    expect(text).to.not.contain('a single number', 'the name of a hidden test');
  });

  it('shows what was expected and got, and the hint of a recognised mistake', async () => {
    const text = await said((xs: number[]) => xs.reduce((a, b) => a + b, 0));
    expect(text).to.match(/failed +the mean of 1, 2, 6 is 3 - expected 3, got 9/);
    expect(text).to.contain('1 of 2 visible tests passed.').and.contain('Hint: Divide by how many there are.');
  });

  it('gives no hint for a wrong answer that it does not know', async () => {
    expect(await said(() => 17)).to.not.contain('Hint');
  });

  it('says kindly that an exercise is not written yet', async () => {
    const text = await said(() => {
      throw new Error(notWritten('99.1', 'mean'));
    });
    expect(text).to.contain('not written yet').and.contain('Write mean in the cell above');
    expect(text).to.not.contain('failed');
  });

  /* eslint-disable @typescript-eslint/only-throw-error -- students throw anything */
  const unprintable = new Proxy(
    {},
    {
      get: () => {
        throw new Error('no');
      },
      getPrototypeOf: () => {
        throw new Error('no');
      },
    },
  );
  const circular: unknown[] = [];
  circular.push(circular);
  const answers: [string, unknown][] = [
    ['undefined', () => undefined],
    ['null', () => null],
    ['NaN', () => NaN],
    ['a string', () => '3'],
    ['a promise that rejects', () => Promise.reject(new Error('boom'))],
    ['a tensor', () => tf.scalar(7)],
    [
      'a disposed tensor',
      () => {
        const t = tf.scalar(3);
        t.dispose();
        return t;
      },
    ],
    ['a function', () => mean],
    ['a symbol', () => Symbol('x')],
    ['a list that holds itself', () => circular],
    ['a proxy that throws', () => unprintable],
    ['an object without prototype', () => Object.create(null) as unknown],
    [
      'nothing but an error',
      () => {
        throw new TypeError('boom');
      },
    ],
    [
      'a thrown null',
      () => {
        throw null;
      },
    ],
    [
      'a thrown proxy',
      () => {
        throw unprintable;
      },
    ],
    [
      'endless recursion',
      function again(): unknown {
        return [again()];
      },
    ],
  ];
  for (const [what, f] of answers) {
    it(`never throws, whatever a student's function gives: ${what}`, async () => {
      const text = await said(f);
      expect(text).to.match(/failed +the mean of 1, 2, 6 is 3 - \S/);
    });
  }

  const calls: [string, unknown, RegExp][] = [
    ['no functions', undefined, /Call it with its functions: check\('99.1', \{ mean \}\)/],
    ['a missing function', {}, /mean must be a function, and is undefined/],
    ['a wrong name', { average: mean }, /mean must be a function, and is undefined/],
    ['no function', { mean: 3 }, /mean must be a function, and is 3/],
  ];
  for (const [what, functions, words] of calls) {
    it(`says how to call it when given ${what}`, async () => {
      expect(asText(await checkReport('99.1', functions as Record<string, unknown>, TOY))).to.match(words);
    });
  }

  it('names the exercises there are when there is none of that id', async () => {
    expect(asText(await checkReport('99.9', { mean }, TOY))).to.contain('99-toy has 99.1, 99.2, 99.3');
    expect(asText(await checkReport('12.1', { mean }, TOY))).to.contain('there are exercises for: 99-toy');
    expect(asText(await checkReport(12 as unknown as string, { mean }, TOY))).to.contain('could not run');
  });

  it('ends a test that waits forever', async () => {
    const waits = here(findExercise('99.1', TOY), { mean: () => new Promise<number>(() => undefined) });
    const verdict = await runTest(findExercise('99.1', TOY).tests[0]!, waits, 0.05);
    expect(verdict).to.include({ outcome: 'failed' });
    expect(verdict.message).to.match(/no answer after 0.05 s/);
  });

  it('changes neither the random state nor the number of tensors, nor the inputs of a test', async () => {
    seed(7);
    const before = { state: randomState(), tensors: tf.memory().numTensors };
    await checkReport('99.2', { loss: (x: tf.Tensor) => tf.mean(x.add(Math.random())) }, TOY);
    expect({ state: randomState(), tensors: tf.memory().numTensors }).to.deep.equal(before);
    expect(await said((xs: number[]) => mean(xs.sort()))).to.contain('All visible tests passed');
  });

  it('calls a harness where there is one', async () => {
    const step = (network: tf.Sequential, rate: number): void => {
      network.setWeights(network.getWeights().map((w) => w.mul(1 - 2 * rate)));
    };
    expect(asText(await checkReport('99.3', { step }, TOY))).to.contain('All visible tests passed');
  });

  it('hands gradients of a loss to a test, and says when it is no loss', async () => {
    const e = findExercise('99.2', TOY);
    const gradientTest = e.tests[1]!;
    const loss = (x: tf.Tensor): tf.Tensor => tf.mean(tf.softplus(x));
    expect(await runTest(gradientTest, here(e, { loss }))).to.include({ outcome: 'passed' });
    const vector = await runTest(gradientTest, here(e, { loss: (x: tf.Tensor) => x }));
    expect(vector.message).to.contain('loss must return a scalar tensor');
  });

  it('refuses a test that hands over what is no data', async () => {
    const e = findExercise('99.1', TOY);
    const careless = here(e, { mean: () => 0 }) as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;
    const refused = await careless['mean']!(() => 0).catch((error: unknown) => error);
    expect(refused).to.be.an('error').with.property('message').that.contains('use a harness');
  });

  it('prints plain text outside of a notebook', async () => {
    const [log, lines] = [console.log, [] as string[]];
    console.log = (line: string) => lines.push(line);
    try {
      await check('99.1', {});
    } finally {
      console.log = log;
    }
    expect(lines.join('\n')).to.contain("check('99.1', ...) could not run");
  });

  it('puts nothing of a student into its HTML unescaped', async () => {
    const html = asHtml(await checkReport('99.1', { mean: () => '<img src=x onerror=alert(1)>' }, TOY));
    expect(html).to.contain('&#60;img').and.not.contain('<img');
  });
});

describe('notebookSpec', () => {
  const toy = findExercise('99.1', TOY);
  it('refuses an id of another notebook, a second use of an id, an exercise without tests or mistakes', () => {
    expect(() => notebookSpec('98-toy', [toy])).to.throw('Spec 98-toy, exercise 99.1: the id must be 98.1');
    expect(() => notebookSpec('99-toy', [toy, toy])).to.throw('the id is there twice');
    expect(() => notebookSpec('99-toy', [exercise({ ...toy, tests: [] })])).to.throw('no test');
    expect(() => notebookSpec('99-toy', [exercise({ ...toy, mistakes: [] })])).to.throw('no planted mistake');
  });
});
