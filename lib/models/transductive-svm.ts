// Joachims 1999, "Transductive inference for text classification using support vector machines", with the squared hinge
// and the switching of many labels at once of Sindhwani and Keerthi 2006, "Large scale semi-supervised linear SVMs".
import { checkLength, checkPositive } from '../math/check';
import { checkRows, type Rows } from '../metrics/rows';
import { classesOf, oneAgainstRest, type LinearSVM } from './linear-svm';
import { augmented, decision, separate, type Points, type Separation } from './squared-hinge';

export interface TransductiveSVMOptions {
  /** the price of a labelled point inside the margin, > 0; 1 unless said */
  C?: number;
  /** the price, all unlabelled points together, in units of that of all labelled ones, > 0; 1 unless said */
  unlabelled?: number;
  /** by how much a KKT condition may be violated; 1e-3 unless said */
  tolerance?: number;
}

/** The unlabelled points first count this little, and twice as much each time that their labels have settled. */
const FIRST = 1e-4;
/** Passes of each training; it begins where the last one ended. */
const PASSES = 2000;

/**
 * A linear SVM for points whose unlabelled neighbours are known, too: it looks for labels of these that let a hyperplane
 * keep away from all points, so that it runs where there are few. One class against the rest; as large a share of the
 * unlabelled points is in a class as of the labelled ones.
 *
 * Of all labels with that share those lose least that say yes where w x + b is largest: a switch of two labels against
 * this order can only raise the loss. So labels and hyperplane are found in turn, and the loss of neither move rises.
 * @param x [N][d]
 * @param labels [N], 0 .. K-1; every class has one at least
 * @param u points without labels [M][d]
 * @throws RangeError when lengths or dimensions differ, an option is out of range, or there are fewer than two classes
 */
export function transductiveSVM(
  x: Rows,
  labels: ArrayLike<number>,
  u: Rows,
  options: TransductiveSVMOptions = {},
): LinearSVM {
  const asked = { C: 1, unlabelled: 1, tolerance: 1e-3, ...options };
  checkLength(labels.length, x.length, 'transductiveSVM: labels');
  checkPositive(asked.C, 'transductiveSVM: C');
  checkPositive(asked.unlabelled, 'transductiveSVM: unlabelled');
  checkPositive(asked.tolerance, 'transductiveSVM: tolerance');
  const all = [...x, ...u];
  checkRows(all, 'transductiveSVM: x and u');
  const points = augmented(all);
  const planes = classesOf(labels, 'transductiveSVM').map((k) =>
    againstRest(
      points,
      Int8Array.from(labels, (label) => (label === k ? 1 : -1)),
      asked,
    ),
  );
  return oneAgainstRest(planes);
}

/** @param known labels of the first points */
function againstRest(points: Points, known: Int8Array, options: Required<TransductiveSVMOptions>): Separation {
  const { C, unlabelled, tolerance } = options;
  const [n, all] = [known.length, points.rows.length];
  const yes = Math.round((known.filter((label) => label === 1).length / n) * (all - n));
  const full = (C * unlabelled * n) / (all - n);
  const first = { rows: points.rows.slice(0, n), squares: points.squares.subarray(0, n) };
  const costs = new Float64Array(all).fill(C);
  let plane = separate({ points: first, y: known, costs: costs.subarray(0, n) }, { tolerance, passes: PASSES });
  let y = labelled(points, known, plane.w, yes);
  let alpha = new Float64Array(all);
  alpha.set(plane.alpha);
  for (let share = FIRST; ; share = Math.min(1, 2 * share)) {
    costs.fill(share * full, n);
    for (;;) {
      plane = separate({ points, y, costs }, { tolerance, passes: PASSES }, alpha);
      const next = labelled(points, known, plane.w, yes);
      // a multiplier belongs to a label: where that was switched it begins anew
      alpha = plane.alpha.map((value, i) => (next[i] === y[i] ? value : 0));
      const settled = next.every((label, i) => label === y[i]);
      y = next;
      if (settled) break;
    }
    if (share === 1) return plane;
  }
}

/** The known labels, and of the other points yes for as many as said, where w x + b is largest. */
function labelled({ rows }: Points, known: Int8Array, w: Float64Array, yes: number): Int8Array {
  const y = new Int8Array(rows.length).fill(-1);
  y.set(known);
  const heights = rows.map((row) => decision(w, row.subarray(0, -1)));
  const others = Array.from(rows.keys()).slice(known.length);
  others.sort((a, b) => heights[b]! - heights[a]!);
  for (const i of others.slice(0, yes)) y[i] = 1;
  return y;
}
