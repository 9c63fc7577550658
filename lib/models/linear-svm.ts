import { checkCount, checkLength, checkPositive } from '../math/check';
import { argMax, checkRows, type Rows } from '../metrics/rows';
import { augmented, decision, separate, type Separation } from './squared-hinge';

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
  const classes = classesOf(labels, 'linearSVM');
  const points = augmented(x);
  const costs = new Float64Array(x.length).fill(asked.C);
  const planes = classes.map((k) => {
    const y = Int8Array.from(labels, (label) => (label === k ? 1 : -1));
    return separate({ points, y, costs }, asked);
  });
  const svm = oneAgainstRest(planes);
  if (svm.residual > asked.tolerance)
    throw new Error(
      `linearSVM: after ${asked.passes} passes a KKT condition is violated by ${svm.residual.toPrecision(2)}, more than ` +
        `${asked.tolerance}: scale the features to about 1, lower C, or allow more passes.`,
    );
  return svm;
}

/** The classifier of a plane for each class. */
export function oneAgainstRest(planes: readonly Separation[]): LinearSVM {
  const decide = (x: Rows) => x.map((row) => planes.map(({ w }) => decision(w, row)));
  return {
    weights: planes.map(({ w }) => w.subarray(0, -1)),
    biases: planes.map(({ w }) => w[w.length - 1]!),
    residual: Math.max(...planes.map(({ residual }) => residual)),
    decide,
    predict: (x) => decide(x).map(argMax),
  };
}

/** 0 .. K-1; `what` asks, in the messages */
export function classesOf(labels: ArrayLike<number>, what: string): number[] {
  const seen = new Set(Array.from(labels));
  const classes = Array.from({ length: seen.size }, (_, k) => k);
  const absent = classes.find((k) => !seen.has(k));
  if (absent !== undefined) throw new RangeError(`${what}: no point has label ${absent}; labels are 0 .. K-1.`);
  if (classes.length < 2) throw new RangeError(`${what}: all points have one label; give two classes at least.`);
  return classes;
}
