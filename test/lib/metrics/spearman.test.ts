import { expect } from 'chai';
import { spearman } from 'saddlepoint';

describe('spearman (G-20)', () => {
  it('is 1 for anything that rises, -1 for anything that falls', () => {
    const x = [-3, 0.1, 0.2, 5, 80];
    expect(spearman(x, x.map(Math.exp))).to.be.closeTo(1, 1e-15);
    expect(spearman(x, x.map((v) => -(v ** 3)))).to.be.closeTo(-1, 1e-15); // prettier-ignore
  });

  it("is SciPy's, with ties: spearmanr([1, 2, 2, 3, 7, 5], [4, 1, 1, 6, 2, 2])", () => {
    expect(spearman([1, 2, 2, 3, 7, 5], [4, 1, 1, 6, 2, 2])).to.be.closeTo(0.08956221510397981, 1e-12);
  });

  it('says what it needs', () => {
    expect(() => spearman([1], [1])).to.throw(RangeError, '2 at least');
    expect(() => spearman([1, 2], [1, NaN])).to.throw(RangeError, 'NaN');
    expect(() => spearman([1, 2], [3, 3])).to.throw(RangeError, 'equal');
  });
});
