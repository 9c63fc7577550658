// Hsieh, Chang, Lin, Keerthi, Sundararajan 2008, "A dual coordinate descent method for large-scale linear SVM", Algorithm 1.
import { shuffled } from '../datasets/epoch';
import { checkCount, checkLength, checkPositive } from '../math/check';
import { argMax, checkRows, type Rows } from '../metrics/rows';

export interface LinearSVMOptions {
  /** the price of a point inside the margin, > 0; 1 unless said */
  C?: number;
  /** training ends when no KKT condition is violated by more; 1e-4 unless said */
  tolerance?: number;
  /** passes over the data at most, for each class; 1,000 unless said */
  passes?: number;
}

/** A hyperplane for each class against all others. */
export interface LinearSVM {
  /** [K][d] */
  readonly weights: readonly Float64Array[];
  /** [K]; as in LIBLINEAR the bias is the weight of a feature that is always 1, and is kept small with the others */
  readonly biases: readonly number[];
  /** by how much a KKT condition of the dual problem is violated at most, over all classes and points */
  readonly residual: number;
  /** w_k x + b_k for each class [N][K] */
  decide(x: Rows): number[][];
  /** the class with the largest of these [N] */
  predict(x: Rows): number[];
}

/** Points as rows with a 1 at the end, and their squared lengths. */
interface Points {
  readonly rows: readonly Float64Array[];
  readonly squares: Float64Array;
}

function augmented(x: Rows): Points {
  const rows = x.map((row) => Float64Array.of(...Array.from(row), 1));
  return { rows, squares: Float64Array.from(rows, (row) => dot(row, row)) };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/**
 * The dual of min 1/2 |w|^2 + C sum_n max(0, 1 - y_n w x_n)^2, one multiplier alpha_n >= 0 at a time; w is
 * sum_n alpha_n y_n x_n throughout.
 * @param y [N] of +1 and -1
 */
function separate({ rows, squares }: Points, y: Int8Array, { C, tolerance, passes }: Required<LinearSVMOptions>) {
  const w = new Float64Array(rows[0]!.length);
  const alpha = new Float64Array(y.length);
  const ridge = 1 / (2 * C);
  /** the derivative of the dual objective by alpha_n, and how far that is from the KKT condition */
  const slope = (n: number) => y[n]! * dot(w, rows[n]!) - 1 + ridge * alpha[n]!;
  const violation = (n: number, g: number) => Math.abs(alpha[n] === 0 ? Math.min(g, 0) : g);
  const worst = () => y.reduce((most, _, n) => Math.max(most, violation(n, slope(n))), 0);
  for (let pass = 0; pass < passes && worst() > tolerance; pass++) {
    for (const n of shuffled(y.length)) {
      const old = alpha[n]!;
      alpha[n] = Math.max(old - slope(n) / (squares[n]! + ridge), 0);
      const step = (alpha[n] - old) * y[n]!;
      if (step !== 0) for (let i = 0; i < w.length; i++) w[i]! += step * rows[n]![i]!;
    }
  }
  return { w, residual: worst() };
}

/**
 * L2-regularised L2-loss support vector machines (squared hinge), one class against the rest, as DCGAN's features are
 * judged by (Radford et al. 2016, section 5.1).
 * @param x [N][d]
 * @param labels class 0 .. K-1 of each point [N]; every class has one at least
 * @throws RangeError when lengths differ, there are fewer than two classes or one without points, an option is out of
 *   range; Error when `passes` did not suffice for the tolerance
 */
export function linearSVM(x: Rows, labels: ArrayLike<number>, options: LinearSVMOptions = {}): LinearSVM {
  const asked = { C: 1, tolerance: 1e-4, passes: 1000, ...options };
  checkRows(x, 'linearSVM: x');
  checkLength(labels.length, x.length, 'linearSVM: labels');
  checkPositive(asked.C, 'linearSVM: C');
  checkPositive(asked.tolerance, 'linearSVM: tolerance');
  checkCount(asked.passes, 'linearSVM: passes');
  const classes = classesOf(labels);
  const points = augmented(x);
  const planes = classes.map((k) =>
    separate(
      points,
      Int8Array.from(labels, (label) => (label === k ? 1 : -1)),
      asked,
    ),
  );
  const residual = Math.max(...planes.map((plane) => plane.residual));
  if (residual > asked.tolerance)
    throw new Error(
      `linearSVM: after ${asked.passes} passes a KKT condition is violated by ${residual.toPrecision(2)}, more than ` +
        `${asked.tolerance}: scale the features to about 1, lower C, or allow more passes.`,
    );
  const decide = (rows: Rows) => augmented(rows).rows.map((row) => planes.map(({ w }) => dot(w, row)));
  return {
    weights: planes.map(({ w }) => w.subarray(0, -1)),
    biases: planes.map(({ w }) => w[w.length - 1]!),
    residual,
    decide,
    predict: (rows) => decide(rows).map(argMax),
  };
}

/** 0 .. K-1 */
function classesOf(labels: ArrayLike<number>): number[] {
  const seen = new Set(Array.from(labels));
  const classes = Array.from({ length: seen.size }, (_, k) => k);
  const absent = classes.find((k) => !seen.has(k));
  if (absent !== undefined) throw new RangeError(`linearSVM: no point has label ${absent}; labels are 0 .. K-1.`);
  if (classes.length < 2) throw new RangeError('linearSVM: all points have one label; give two classes at least.');
  return classes;
}
