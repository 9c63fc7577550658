// Hsieh, Chang, Lin, Keerthi, Sundararajan 2008, "A dual coordinate descent method for large-scale linear SVM",
// Algorithms 1 and 3.
import { shuffled } from '../datasets/epoch';
import type { Rows } from '../metrics/rows';

/** Points as rows with a 1 at the end, and their squared lengths. */
export interface Points {
  readonly rows: readonly Float64Array[];
  readonly squares: Float64Array;
}

export function augmented(x: Rows): Points {
  const rows = x.map((row) => {
    const longer = new Float64Array(row.length + 1).fill(1);
    longer.set(row);
    return longer;
  });
  return { rows, squares: Float64Array.from(rows, (row) => dot(row, row)) };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** w x + b; x [d] */
export function decision(w: Float64Array, x: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += w[i]! * x[i]!;
  return sum + w[x.length]!;
}

/** A hyperplane, and what is known of how good it is. */
export interface Separation {
  /** [d + 1]: the last is the bias */
  readonly w: Float64Array;
  /** multipliers [N], >= 0; a training on nearly the same problem may begin with them */
  readonly alpha: Float64Array;
  /** by how much a KKT condition of the dual problem is violated at most */
  readonly residual: number;
}

/** What is to be separated. */
export interface Problem {
  readonly points: Points;
  /** [N] of +1 and -1 */
  readonly y: Int8Array;
  /** C_n, the price of each point inside the margin [N], > 0 */
  readonly costs: Float64Array;
}

/**
 * The dual of min 1/2 |w|^2 + sum_n C_n max(0, 1 - y_n w x_n)^2, one multiplier alpha_n >= 0 at a time; w is
 * sum_n alpha_n y_n x_n throughout.
 * @param start multipliers to begin with [N]; zeros unless said
 */
export function separate(
  { points: { rows, squares }, y, costs }: Problem,
  { tolerance, passes }: { tolerance: number; passes: number },
  start?: Float64Array,
): Separation {
  const w = new Float64Array(rows[0]!.length);
  const alpha = start?.slice() ?? new Float64Array(y.length);
  const add = (n: number, step: number) => {
    const row = rows[n]!;
    if (step !== 0) for (let i = 0; i < w.length; i++) w[i]! += step * row[i]!;
  };
  alpha.forEach((value, n) => {
    add(n, value * y[n]!);
  });
  const ridge = costs.map((cost) => 1 / (2 * cost));
  /** the derivative of the dual objective by alpha_n, and how far that is from the KKT condition */
  const slope = (n: number) => y[n]! * dot(w, rows[n]!) - 1 + ridge[n]! * alpha[n]!;
  const violation = (n: number, g: number) => Math.abs(alpha[n] === 0 ? Math.min(g, 0) : g);
  const worst = () => y.reduce((most, _, n) => Math.max(most, violation(n, slope(n))), 0);
  const all = Int32Array.from(y.keys());
  let active = all;
  // Algorithm 3: a point that lies outside the margin, by more than anything was wrong in the last pass, is left out
  let limit = Infinity;
  for (let pass = 0; pass < passes; pass++) {
    let seen = 0;
    const order = shuffled(active.length).map((i) => active[i]!);
    const kept = order.filter((n) => {
      const [old, g] = [alpha[n]!, slope(n)];
      if (old === 0 && g > limit) return false;
      seen = Math.max(seen, violation(n, g));
      alpha[n] = Math.max(old - g / (squares[n]! + ridge[n]!), 0);
      add(n, (alpha[n] - old) * y[n]!);
      return true;
    });
    if (seen <= tolerance && kept.length === all.length && worst() <= tolerance) break;
    [active, limit] = seen <= tolerance ? [all, Infinity] : [kept, seen];
  }
  return { w, alpha, residual: worst() };
}
