import { LuDecomposition, Matrix } from 'ml-matrix';
import { checkLength } from './check';

/**
 * V[i][j] is what the column player, who maximises, gets from the row player, who minimises, when they play row i and
 * column j. For a GAN the rows are generators and the columns discriminators.
 */
export type Payoffs = readonly (readonly number[])[];

/** @throws RangeError when there is no number, a row is longer than another, or an entry is not finite */
function checkPayoffs(V: Payoffs, name = 'V'): void {
  if (!V[0] || V[0].length === 0) throw new RangeError(`${name} is empty: give it one row at least.`);
  V.forEach((row, i) => {
    checkLength(row.length, V[0]!.length, `${name}[${i}]`);
    row.forEach((v, j) => {
      if (!Number.isFinite(v)) throw new RangeError(`${name}[${i}][${j}] is ${v}: a pay-off is a finite number.`);
    });
  });
}

/** min_i max_j V: the row player moves first, and the column player sees it. Never below {@link maximin}. */
export function minimax(V: Payoffs): number {
  checkPayoffs(V);
  return Math.min(...V.map((row) => Math.max(...row)));
}

/** max_j min_i V: the column player moves first, and the row player sees it. */
export function maximin(V: Payoffs): number {
  checkPayoffs(V);
  return Math.max(...V[0]!.map((_, j) => Math.min(...V.map((row) => row[j]!))));
}

/**
 * All saddle points [i, j]: V[i][l] <= V[i][j] <= V[k][j] for every other row k and column l. There is one exactly
 * when minimax and maximin are equal, and then V is that at all of them.
 */
export function saddlePoints(V: Payoffs): [row: number, column: number][] {
  checkPayoffs(V);
  const lowest = V[0]!.map((_, j) => Math.min(...V.map((row) => row[j]!)));
  return V.flatMap((row, i) => {
    const highest = Math.max(...row);
    return row.flatMap((v, j) => (v === highest && v === lowest[j] ? [[i, j] as [number, number]] : []));
  });
}

/** A pair of mixed strategies, each a distribution, and what they are worth to either player. */
export interface Equilibrium {
  /** [rows] */
  readonly p: readonly number[];
  /** [columns] */
  readonly q: readonly number[];
  readonly rowPayoff: number;
  readonly columnPayoff: number;
}

const TOLERANCE = 1e-9;

/**
 * Nash equilibria of two players who both maximise, by enumeration of all supports of equal size (Nisan et al. 2007,
 * "Algorithmic game theory", algorithm 3.4): all of them when the game is non-degenerate, at least one when it is
 * zero-sum (Shapley & Snow 1950). For games of up to about 8 x 8.
 *
 * @param A what the row player gets, [rows, columns]
 * @param B what the column player gets, of the same shape
 */
export function nashEquilibria(A: Payoffs, B: Payoffs): Equilibrium[] {
  checkPayoffs(A, 'A');
  checkPayoffs(B, 'B');
  checkLength(B.length, A.length, 'B');
  checkLength(B[0]!.length, A[0]!.length, 'B[0]');
  const Bt = B[0]!.map((_, j) => B.map((row) => row[j]!));
  const found: Equilibrium[] = [];
  for (let size = 1; size <= Math.min(A.length, A[0]!.length); size++) {
    for (const I of subsets(A.length, size)) {
      for (const J of subsets(A[0]!.length, size)) {
        const q = indifferent(A, I, J); // q makes the row player indifferent between the rows of I, ...
        const p = indifferent(Bt, J, I); // ... and p the column player between the columns of J
        if (p && q && !found.some((e) => same(e.p, p.mix) && same(e.q, q.mix)))
          found.push({ p: p.mix, q: q.mix, rowPayoff: q.worth, columnPayoff: p.worth });
      }
    }
  }
  return found;
}

/**
 * An equilibrium in mixed strategies of a zero-sum game, and its value, which is minimax = maximin over distributions
 * (von Neumann 1928).
 * @throws RangeError when the pay-offs are empty, ragged or not finite
 */
export function mixedEquilibrium(V: Payoffs): { p: readonly number[]; q: readonly number[]; value: number } {
  const [first] = nashEquilibria(V.map((row) => row.map((v) => -v)), V); // prettier-ignore
  if (!first) throw new Error('No equilibrium was found: the pay-offs differ too much in size for float64.');
  return { p: first.p, q: first.q, value: first.columnPayoff };
}

/**
 * The opponent's mix over `theirs` under which all of `mine` get the same, which is no less than what any other of my
 * strategies gets; undefined where there is none, or more than one.
 */
function indifferent(A: Payoffs, mine: number[], theirs: number[]): { mix: number[]; worth: number } | undefined {
  const k = mine.length;
  // sum_j A[i][j] q_j − w = 0 for all i of mine, sum_j q_j = 1
  const rows = mine.map((i) => [...theirs.map((j) => A[i]![j]!), -1]);
  const lu = new LuDecomposition(new Matrix([...rows, [...theirs.map(() => 1), 0]]));
  if (lu.isSingular()) return undefined;
  const solved = lu.solve(Matrix.columnVector([...mine.map(() => 0), 1])).to1DArray();
  const worth = solved[k]!;
  const mix = A[0]!.map((_, j) => (theirs.includes(j) ? solved[theirs.indexOf(j)]! : 0));
  if (mix.some((share) => !(share >= -TOLERANCE))) return undefined;
  const best = Math.max(...A.map((row) => row.reduce((sum, a, j) => sum + a * mix[j]!, 0)));
  return best <= worth + TOLERANCE * Math.max(1, Math.abs(worth))
    ? { mix: mix.map((v) => Math.max(0, v)), worth }
    : undefined;
}

const same = (a: readonly number[], b: readonly number[]) => a.every((v, i) => Math.abs(v - b[i]!) < 1e-7);

/** All subsets of 0 .. n-1 of this size, in order. */
function subsets(n: number, size: number, from = 0): number[][] {
  if (size === 0) return [[]];
  const firsts = Array.from({ length: n - from }, (_, i) => from + i);
  return firsts.flatMap((first) => subsets(n, size - 1, first + 1).map((rest) => [first, ...rest]));
}
