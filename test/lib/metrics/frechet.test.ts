import { expect } from 'chai';
import { frechetDistance, frechetDistanceOfGaussians, Gaussian, seed, standardNormal } from 'saddlepoint';
import { golden } from './golden';

const diagonal = (variances: number[]) => variances.map((v, i) => variances.map((_, j) => (i === j ? v : 0)));
const rows = (n: number, f: () => number[]) => Array.from({ length: n }, f);

describe('Frechet distance (H-14)', () => {
  it('has its closed form for diagonal Gaussians: sum of (m - n)^2 + (s - t)^2, to 1e-8', () => {
    seed(1);
    const numbers = () => Array.from({ length: 64 }, () => 3 * Math.random());
    const [m, n, s, t] = [numbers(), numbers(), numbers(), numbers()];
    const squares = (values: number[]) => values.map((value) => value * value);
    const expected = m.reduce((sum, _, i) => sum + (m[i]! - n[i]!) ** 2 + (s[i]! - t[i]!) ** 2, 0);
    const distance = frechetDistanceOfGaussians(
      new Gaussian(m, diagonal(squares(s))),
      new Gaussian(n, diagonal(squares(t))),
    );
    expect(distance).to.be.closeTo(expected, 1e-8);
  });

  it('agrees with SciPy on samples whose covariance is full, and singular', () => {
    const { a, b, distance } = golden.frechet;
    expect(frechetDistance(a, b)).to.be.closeTo(distance, 1e-6 * distance);
  });

  it('is 0 from a set to itself, symmetric, and the squared shift when one set is the other, moved', () => {
    const { a, b } = golden.frechet;
    expect(frechetDistance(a, a)).to.be.closeTo(0, 1e-5);
    expect(frechetDistance(a, b)).to.be.closeTo(frechetDistance(b, a), 1e-6);
    const moved = a.map((row) => row.map((value) => value + 2));
    expect(frechetDistance(a, moved)).to.be.closeTo(6 * 4, 1e-5);
  });

  it('falls with the number of samples towards the distance of the distributions', () => {
    seed(2);
    const draw = (n: number) =>
      frechetDistance(
        rows(n, () => [standardNormal()]),
        rows(n, () => [3 + standardNormal()]),
      );
    // the squared difference of two means: standard deviation 2 * 3 * sqrt(2 / n), here 0.06
    expect(draw(20_000)).to.be.closeTo(9, 0.3);
  });

  it('says when the sets do not fit together', () => {
    expect(() => frechetDistance([[1, 2]], [[1, 2]])).to.throw('at least two rows');
    expect(() =>
      frechetDistance(
        [[1], [2]],
        [
          [1, 2],
          [3, 4],
        ],
      ),
    ).to.throw('1 and 2 features');
  });
});
