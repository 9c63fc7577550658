import { expect } from 'chai';
import { clusterKernelFeatures, zcaWhitening } from 'saddlepoint';
import { golden } from '../few-labels-golden';

const near = (found: readonly ArrayLike<number>[], expected: readonly (readonly number[])[]) => {
  expect(found.length).to.equal(expected.length);
  for (const [i, row] of expected.entries())
    for (const [j, value] of row.entries()) expect(found[i]![j], `${i}, ${j}`).to.be.closeTo(value, 1e-9);
};

const product = (a: readonly (readonly number[])[], b: readonly (readonly number[])[]) =>
  a.map((row) => b.map((other) => row.reduce((sum, value, i) => sum + value * other[i]!, 0)));

describe('ZCA whitening (I-09)', () => {
  const { x, epsilon, mean, matrix } = golden.whitening;

  it('is the inverse root of the covariance that SciPy finds', () => {
    const found = zcaWhitening(x, epsilon);
    near([found.mean], [mean]);
    near(found.matrix, matrix);
  });

  it('leaves white what is white: the corners of a square about its middle', () => {
    const corners = [
      [1, 1],
      [1, -1],
      [-1, 1],
      [-1, -1],
    ].map((row) => row.map((value) => value * Math.sqrt(3 / 4) + 5)); // covariance, by N - 1: the identity
    const found = zcaWhitening(corners, 1e-12);
    near([found.mean], [[5, 5]]);
    near(found.matrix, [
      [1, 0],
      [0, 1],
    ]);
  });

  it('says what is wrong', () => {
    expect(() => zcaWhitening([[1, 2]], 0.1)).to.throw('1 points have no covariance');
    expect(() => zcaWhitening(x, 0)).to.throw('epsilon is 0');
  });
});

describe('the cluster kernel (I-11)', () => {
  it("has NumPy's inner products", () => {
    const { x, width, steps, kernel } = golden.clusterKernel;
    const features = clusterKernelFeatures(x, { width, steps });
    near(product(features, features), kernel);
  });

  it('makes one point of each of two clusters that no step leads between, and puts them at right angles', () => {
    const x = [0, 0.1, 0.2, 100, 100.1].map((value) => [value]);
    const features = clusterKernelFeatures(x, { width: 1, steps: 200 });
    const same = (i: number, j: number) => Number(i < 3 === j < 3);
    near(
      product(features, features),
      x.map((_, i) => x.map((_, j) => same(i, j))),
    );
  });

  it('says what is wrong', () => {
    expect(() => clusterKernelFeatures([[0], [1]], { width: 0, steps: 1 })).to.throw('width is 0');
    expect(() => clusterKernelFeatures([[0], [1]], { width: 1, steps: 0.5 })).to.throw('steps is 0.5');
  });
});
