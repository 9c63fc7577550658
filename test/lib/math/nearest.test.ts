import { expect } from 'chai';
import { Gaussian, kNearest, nearestNeighbourError, nearestNeighbourKL, seed } from 'saddlepoint';
import { readGolden } from '../nn/golden';

interface Golden {
  p: number[][];
  q: number[][];
  k: number;
  index: number[][];
  distance: number[][];
  kl: number;
  labelsP: number[];
  labelsQ: number[];
  error: number;
}
const golden = readGolden('nearest') as Golden;
const { p, q, k } = golden;
const draws = (n: number, gaussian: Gaussian) => Array.from({ length: n }, () => gaussian.sample());
const round = (mean: number[], variance: number) => new Gaussian(mean, [[variance, 0], [0, variance]]); // prettier-ignore

describe('nearest neighbours of codes', () => {
  it("are SciPy's, with their distances", () => {
    const { index, distance } = kNearest(p, q, k);
    expect(index.map((row) => [...row])).to.deep.equal(golden.index);
    distance.forEach((row, n) => {
      row.forEach((value, j) => {
        expect(value).to.be.closeTo(golden.distance[n]![j]!, 1e-12);
      });
    });
  });

  it('others: a point is not its own neighbour, but its double is', () => {
    const points = [[0], [1], [1], [5]];
    const { index, distance } = kNearest(points, points, 1, { others: true });
    expect(index.map(([m]) => m)).to.deep.equal([1, 2, 1, 1]);
    expect(distance.map(([d]) => d)).to.deep.equal([1, 0, 0, 4]);
  });

  it('the error of their vote agrees with SciPy; of equal votes the nearest wins; known points know themselves', () => {
    const known = { rows: q, labels: golden.labelsQ };
    expect(nearestNeighbourError(known, { rows: p, labels: golden.labelsP }, k)).to.be.closeTo(golden.error, 1e-12);
    expect(nearestNeighbourError(known, known, 1)).to.equal(0);
    const line = { rows: [[0], [1]], labels: [7, 8] };
    expect(nearestNeighbourError(line, { rows: [[0.4], [0.6]], labels: [7, 8] }, 2)).to.equal(0);
  });

  describe('the KL divergence from samples', () => {
    it("is SciPy's distances in the formula", () => {
      expect(nearestNeighbourKL(p, q, k)).to.be.closeTo(golden.kl, 1e-12);
    });

    it('finds that of two Gaussians, and 0 for one and the same', () => {
      seed(1);
      const [a, b] = [round([0, 0], 1), round([1, -0.5], 2)];
      const estimate = nearestNeighbourKL(draws(4000, a), draws(4000, b));
      // over 12 seeds both estimates stray by 0.02
      expect(estimate).to.be.closeTo(a.kl(b), 0.15);
      expect(nearestNeighbourKL(draws(4000, a), draws(4000, a))).to.be.closeTo(0, 0.15);
    });

    it('does not change when both are scaled and moved', () => {
      const moved = (rows: number[][]) => rows.map((row) => row.map((x, i) => 3 * x + i));
      expect(nearestNeighbourKL(moved(p), moved(q), k)).to.be.closeTo(golden.kl, 1e-9);
    });
  });

  it('odd input is refused', () => {
    expect(() => kNearest(p, q, 36)).to.throw('35 references are fewer than the 36 nearest');
    expect(() => kNearest(p, p, 40, { others: true })).to.throw('39 references');
    expect(() => kNearest([[1]], q, 1)).to.throw('a point has 1 dimensions where others have 2');
    expect(() => kNearest(p, q, 0)).to.throw('kNearest: k is 0');
    expect(() => nearestNeighbourKL([[0], [0], [1]], [[0], [1]], 1)).to.throw('a sample is there 2 times');
    const short = { rows: p, labels: [1] };
    expect(() => nearestNeighbourError(short, short)).to.throw('labels of the known points has 1 entries');
  });
});
