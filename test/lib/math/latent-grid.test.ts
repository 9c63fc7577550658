import { expect } from 'chai';
import { latentGrid } from 'saddlepoint';

describe('latentGrid (E-05)', () => {
  it('has the quantiles of 1/40 and 39/40 at the corners of 20 x 20, to 1e-6 (SciPy: norm.ppf)', () => {
    const [grid, z] = [latentGrid(20), 1.959963984540054];
    const corners = [0, 19, 380, 399].map((i) => grid[i]!);
    const expected = [[-z, z], [z, z], [-z, -z], [z, -z]]; // prettier-ignore
    corners.flat().forEach((value, i) => expect(value).to.be.closeTo(expected.flat()[i]!, 1e-6));
  });

  it('rises to the right and falls downwards, and is the middle of the prior for n = 1', () => {
    const grid = latentGrid(4);
    expect(grid).to.have.length(16);
    expect(grid[0]![0]).to.be.below(grid[1]![0]!);
    expect(grid[0]![1]).to.equal(grid[3]![1]);
    expect(grid[0]![1]).to.be.above(grid[4]![1]!);
    latentGrid(1)[0]!.forEach((value) => expect(value).to.be.closeTo(0, 1e-12));
  });

  it('wants a whole number', () => {
    for (const n of [0, -2, 1.5, NaN]) expect(() => latentGrid(n)).to.throw('latentGrid: n is');
  });
});
