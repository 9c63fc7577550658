import { expect } from 'chai';
import { binnedPushForward } from 'saddlepoint';

const grid = (n: number, G: (z: number) => number) => Array.from({ length: n + 1 }, (_, i) => G(i / n));
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const expectNear = (actual: readonly number[], expected: readonly number[], tolerance: number) => {
  expect(actual).to.have.lengthOf(expected.length);
  actual.forEach((value, i) => expect(value, `bin ${i}`).to.be.closeTo(expected[i]!, tolerance));
};

describe('binnedPushForward (G-16, D-06)', () => {
  it('is exact for a map that is linear between its points, folded or not', () => {
    expectNear(binnedPushForward([0, 1], [0.25, 0.75]), [0.25, 0.5, 0.25], 1e-15);
    expectNear(binnedPushForward([2, 0], [0.5, 1]), [0.25, 0.25, 0.5], 1e-15);
    expectNear(binnedPushForward([0, 1, 0], [0.25, 0.75]), [0.25, 0.5, 0.25], 1e-15);
  });

  it('is the change of variables: z² of a uniform z has the distribution function √x', () => {
    const edges = [0.1, 0.3, 0.5, 0.9];
    const F = [0, ...edges.map(Math.sqrt), 1];
    const exact = F.slice(1).map((v, i) => v - F[i]!);
    expectNear(binnedPushForward(grid(4000, (z) => z * z), edges), exact, 1e-5); // prettier-ignore
  });

  it('a folded parabola: both branches count', () => {
    const edges = [0.04, 0.25, 0.81];
    const F = [0, ...edges.map(Math.sqrt), 1];
    const exact = F.slice(1).map((v, i) => v - F[i]!);
    expectNear(binnedPushForward(grid(4000, (z) => (2 * z - 1) ** 2), edges), exact, 1e-4); // prettier-ignore
  });

  it('a map that stands still puts an atom into the bin that begins there; all sums to one', () => {
    expect(binnedPushForward([1, 1, 1], [0, 1, 2])).to.deep.equal([0, 0, 1, 0]);
    expect(sum(binnedPushForward(grid(37, (z) => 5 * Math.sin(9 * z)), [-2, 0, 1]))).to.be.closeTo(1, 1e-12); // prettier-ignore
  });

  it('says what it needs', () => {
    expect(() => binnedPushForward([1], [0])).to.throw(RangeError, 'G has 1 values');
    expect(() => binnedPushForward([0, NaN], [0])).to.throw(RangeError, 'not finite at point 0 or 1');
    expect(() => binnedPushForward([0, 1], [1, 1])).to.throw(RangeError, 'edges must rise');
    expect(() => binnedPushForward([0, 1], [])).to.throw(RangeError, 'no edges');
  });
});
