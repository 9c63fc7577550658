import { expect } from 'chai';
import { maximin, minimax, mixedEquilibrium, nashEquilibria, saddlePoints, type Payoffs } from 'saddlepoint';
import { readGolden } from '../nn/golden';

const golden = readGolden('payoffs') as { V: number[][]; value: number }[];
const pennies: Payoffs = [[1, -1], [-1, 1]]; // prettier-ignore
const random = (rows: number, columns: number): number[][] =>
  Array.from({ length: rows }, () => Array.from({ length: columns }, () => Math.round(8 * Math.random())));
const mean = (V: Payoffs, p: readonly number[], q: readonly number[]) =>
  V.reduce((sum, row, i) => sum + row.reduce((inner, v, j) => inner + p[i]! * v * q[j]!, 0), 0);
const sure = (n: number, i: number) => Array.from({ length: n }, (_, k) => (k === i ? 1 : 0));

describe('Pay-off matrices (G-15)', () => {
  it('minimax and maximin of matching pennies are 1 and −1, and there is no saddle point', () => {
    expect([minimax(pennies), maximin(pennies), saddlePoints(pennies)]).to.deep.equal([1, -1, []]);
  });

  it('minimax is never below maximin, and they are equal exactly where there is a saddle point, whose value they are', () => {
    let equal = 0;
    for (let n = 0; n < 300; n++) {
      const V = random(1 + (n % 4), 1 + (n % 3));
      const points = saddlePoints(V);
      expect(minimax(V)).to.be.at.least(maximin(V));
      expect(points.length > 0).to.equal(minimax(V) === maximin(V));
      for (const [i, j] of points) expect(V[i]![j]).to.equal(minimax(V));
      equal += points.length > 0 ? 1 : 0;
    }
    expect(equal).to.be.within(1, 299);
  });

  it('a saddle point is where V(G, D̄) <= V(G, D) <= V(Ḡ, D) for all others, by trying them all', () => {
    const V = [[3, 1, 4], [2, 2, 2], [5, 0, 9]]; // prettier-ignore
    expect(saddlePoints(V)).to.deep.equal([[1, 0], [1, 2]].filter(([i, j]) => V.every((row) => V[i!]![j!]! <= row[j!]!))); // prettier-ignore
  });

  it('(x − y)², convex in y too, has minimax 1 and maximin 0 on [−1, 1]²; x² − y² + xy has a saddle point', () => {
    const grid = Array.from({ length: 41 }, (_, i) => (i - 20) / 20);
    const V = (value: (x: number, y: number) => number) => grid.map((x) => grid.map((y) => value(x, y)));
    const chase = V((x, y) => (x - y) ** 2);
    expect([minimax(chase), maximin(chase), saddlePoints(chase)]).to.deep.equal([1, 0, []]);
    const convexConcave = V((x, y) => x * x - y * y + x * y);
    expect(minimax(convexConcave)).to.equal(maximin(convexConcave));
    expect(saddlePoints(convexConcave)).to.deep.equal([[20, 20]]); // at (0, 0)
  });

  it('values in mixed strategies are those of a linear program (SciPy)', () => {
    for (const { V, value } of golden) expect(mixedEquilibrium(V).value).to.be.closeTo(value, 1e-9);
  });

  it('at a mixed equilibrium no other row and no other column is better, and minimax over mixtures is maximin', () => {
    for (let n = 0; n < 60; n++) {
      const V = random(2 + (n % 3), 2 + (n % 4));
      const { p, q, value } = mixedEquilibrium(V);
      for (const mix of [p, q]) expect(mix.reduce((sum, share) => sum + share, 0)).to.be.closeTo(1, 1e-9);
      V.forEach((_, i) => expect(mean(V, sure(V.length, i), q)).to.be.at.least(value - 1e-8));
      V[0]!.forEach((_, j) => expect(mean(V, p, sure(V[0]!.length, j))).to.be.at.most(value + 1e-8));
    }
  });

  it('matching pennies: one half each, value 0; rock, paper, scissors: one third', () => {
    const { p, q, value } = mixedEquilibrium(pennies);
    for (const share of [...p, ...q]) expect(share).to.equal(0.5);
    expect(value).to.be.closeTo(0, 1e-15);
    const rps = mixedEquilibrium([[0, 1, -1], [-1, 0, 1], [1, -1, 0]]); // prettier-ignore
    for (const share of [...rps.p, ...rps.q]) expect(share).to.be.closeTo(1 / 3, 1e-12);
  });

  it('the battle of the sexes has two pure equilibria and a mixed one, which is worse for both', () => {
    const found = nashEquilibria([[2, 0], [0, 1]], [[1, 0], [0, 2]]); // prettier-ignore
    expect(found.map(({ p }) => p.map((share) => Number(share.toFixed(9))))).to.deep.equal([
      [1, 0],
      [0, 1],
      [0.666666667, 0.333333333],
    ]);
    for (const pays of [found[2]!.rowPayoff, found[2]!.columnPayoff]) expect(pays).to.be.closeTo(2 / 3, 1e-12);
  });

  it("in the prisoner's dilemma the only equilibrium is worse for both than another cell", () => {
    const A = [[3, 0], [5, 1]]; // prettier-ignore
    const found = nashEquilibria(A, [[3, 5], [0, 1]]); // prettier-ignore
    expect(found).to.have.lengthOf(1);
    expect([found[0]!.p, found[0]!.rowPayoff, found[0]!.columnPayoff]).to.deep.equal([[0, 1], 1, 1]);
  });

  it('says what is wrong with a matrix', () => {
    expect(() => minimax([])).to.throw(RangeError, 'V is empty');
    expect(() => maximin([[1, 2], [3]])).to.throw(RangeError, 'V[1] has 1 entries where 2 are needed');
    expect(() => saddlePoints([[NaN]])).to.throw(RangeError, 'V[0][0] is NaN');
    expect(() => nashEquilibria([[1]], [[1], [2]])).to.throw(RangeError, 'B has 2 entries where 1');
  });
});
