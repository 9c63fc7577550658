import { join } from 'node:path';
import { expect } from 'chai';
import { randomState, ready, seed, tf } from 'saddlepoint';
import { asHtml, asText, checkAllReport } from 'saddlepoint-course/dist/course/check/all';
import { notWritten } from 'saddlepoint-course/dist/course/check/run';

const TOY = join(__dirname, 'toy');
const sum = (xs: number[]): number => xs.reduce((a, b) => a + b, 0);
const right = {
  mean: (xs: number[]) => sum(xs) / xs.length,
  loss: (x: tf.Tensor1D) => tf.mean(tf.softplus(x)),
  step: (network: tf.Sequential, rate: number) => {
    network.setWeights(network.getWeights().map((w) => w.mul(1 - 2 * rate)));
  },
};
const stub = (): never => {
  throw new Error(notWritten('99.2', 'loss'));
};

describe('checkAll', () => {
  before(() => ready());

  it('has a row for each exercise: passed, failed with the hint, not written, not declared', async () => {
    const { rows, closing } = await checkAllReport('99', { mean: sum, loss: stub }, TOY);
    expect(rows.map((r) => [r.id, r.outcome, r.passed, r.of])).to.deep.equal([
      ['99.1', 'failed', 1, 2],
      ['99.2', 'not written', 0, 1],
      ['99.3', 'not written', 0, 1],
    ]);
    expect(rows[0]!.note).to.equal('Hint: Divide by how many there are.');
    expect(rows[1]!.note).to.contain('Write loss');
    expect(rows[2]!.note).to.equal('Run the cell that declares step.');
    expect(closing).to.equal(
      '0 of 3 exercises pass their visible tests (0 of 4 points). An instructor may have more tests.',
    );
  });

  it('names the first test that failed where the mistake is not a known one', async () => {
    const { rows } = await checkAllReport('99-toy', { ...right, mean: () => 17 }, TOY);
    expect(rows[0]!.note).to.match(/^the mean of 1, 2, 6 is 3: expected 3, got 17/);
    expect(rows.map((r) => r.outcome)).to.deep.equal(['failed', 'passed', 'passed']);
  });

  it('says that all is well, and names no hidden test', async () => {
    const overview = await checkAllReport('99', right, TOY);
    expect(overview.closing).to.match(/^3 of 3 exercises pass their visible tests \(4 of 4 points\)/);
    for (const words of [asText(overview), asHtml(overview)]) {
      expect(words).to.contain('99.1 The mean').and.not.contain('a single number');
    }
  });

  it('changes neither the random state nor the number of tensors', async () => {
    seed(3);
    const before = { state: randomState(), tensors: tf.memory().numTensors };
    await checkAllReport('99', right, TOY);
    expect({ state: randomState(), tensors: tf.memory().numTensors }).to.deep.equal(before);
  });

  it('says which notebooks there are when there is none of that number', async () => {
    expect((await checkAllReport('12', right, TOY)).closing).to.contain('there is one for: 99-toy');
    const odd = await checkAllReport(12 as unknown as string, {}, TOY);
    expect(odd.heading).to.contain('could not run');
  });

  it('puts nothing of a student into its HTML unescaped', async () => {
    const html = asHtml(await checkAllReport('99', { ...right, mean: () => '<img src=x onerror=alert(1)>' }, TOY));
    expect(html).to.contain('&#60;img').and.not.contain('<img');
  });
});
