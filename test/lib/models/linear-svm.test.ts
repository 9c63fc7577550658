import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { linearSVM, seed, standardNormal } from 'saddlepoint';

interface Golden {
  x: number[][];
  labels: number[];
  fits: { C: number; weights: number[][]; biases: number[]; decisions: number[][]; classes: number[] }[];
}
const golden = JSON.parse(readFileSync(join(__dirname, '../../golden/linear-svm.json'), 'utf8')) as Golden;

const near = (found: readonly ArrayLike<number>[], expected: readonly number[][]) => {
  for (const [n, row] of expected.entries()) {
    for (const [i, value] of row.entries()) expect(found[n]![i]).to.be.closeTo(value, 1e-4);
  }
};

describe('linear support vector machines (H-08)', () => {
  for (const { C, ...expected } of golden.fits) {
    it(`are LIBLINEAR's: C = ${C}`, () => {
      seed(1);
      const svm = linearSVM(golden.x, golden.labels, { C, tolerance: 1e-7, passes: 20_000 });
      near(svm.weights, expected.weights);
      near([svm.biases], [expected.biases]);
      near(svm.decide(golden.x), expected.decisions);
      expect(svm.predict(golden.x)).to.deep.equal(expected.classes);
    });
  }

  it('satisfy the KKT conditions of the primal problem, too: w is 2 C sum of max(0, 1 - y w x) y x, to 1e-3', () => {
    seed(2);
    const [C, labels] = [0.5, golden.labels.map((label) => Number(label === 0))];
    const { weights, biases, residual } = linearSVM(golden.x, labels, { C });
    expect(residual).to.be.lessThan(1e-3);
    const gradient = [...weights[1]!, biases[1]!];
    golden.x.forEach((row, n) => {
      const [y, point] = [labels[n] === 1 ? 1 : -1, [...row, 1]];
      const decision = point.reduce((sum, value, i) => sum + value * [...weights[1]!, biases[1]!][i]!, 0);
      const slack = Math.max(0, 1 - y * decision);
      point.forEach((value, i) => (gradient[i]! -= 2 * C * slack * y * value));
    });
    for (const value of gradient) expect(Math.abs(value)).to.be.lessThan(1e-3);
  });

  it('separate two clumps that a line separates, in more dimensions than there are points', () => {
    seed(3);
    const labels = Array.from({ length: 20 }, (_, n) => n % 2);
    const x = labels.map((label) =>
      Array.from({ length: 200 }, (_, i) => standardNormal() + (i === 0 ? 8 * label : 0)),
    );
    expect(linearSVM(x, labels).predict(x)).to.deep.equal(labels);
  });

  it('say what is wrong with their input, and when they did not get there', () => {
    const x = [[0], [1], [2]];
    expect(() => linearSVM(x, [0, 1])).to.throw('labels has 2 entries where 3 are needed');
    expect(() => linearSVM(x, [0, 0, 0])).to.throw('all points have one label');
    expect(() => linearSVM(x, [0, 2, 2])).to.throw('no point has label 1');
    expect(() => linearSVM(x, [0, 1, 1], { C: 0 })).to.throw('C is 0');
    expect(() => linearSVM(golden.x, golden.labels, { passes: 1, tolerance: 1e-12 })).to.throw('after 1 passes');
  });
});
