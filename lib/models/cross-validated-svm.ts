import { checkCount } from '../math/check';
import { shuffled } from '../datasets/epoch';
import type { Rows } from '../metrics/rows';
import { linearSVM, type LinearSVM, type LinearSVMOptions } from './linear-svm';

export interface CrossValidatedSVM extends LinearSVM {
  /** the price that made the fewest mistakes on points left out; the smallest of several */
  readonly C: number;
  /** the share of mistakes on points left out, for each price asked [Cs] */
  readonly errors: readonly number[];
}

export interface CrossValidationOptions extends Omit<LinearSVMOptions, 'C'> {
  /** prices to choose from, ascending */
  Cs: readonly number[];
  /** parts of which each is left out once; 5 unless said */
  folds?: number;
}

/**
 * A linear SVM whose C is chosen by the training points alone: each part of them is asked after a training on the others
 * (Stone 1974, "Cross-validatory choice and assessment of statistical predictions"). Every part has its share of each
 * class.
 * @param x [N][d]
 * @param labels [N], 0 .. K-1; every class has `folds` points at least
 * @throws RangeError and Error as linearSVM; RangeError when there is no C, or a class has too few points
 */
export function crossValidatedSVM(
  x: Rows,
  labels: ArrayLike<number>,
  { Cs, folds = 5, ...options }: CrossValidationOptions,
): CrossValidatedSVM {
  checkCount(folds, 'crossValidatedSVM: folds', 2);
  checkCount(Cs.length, 'crossValidatedSVM: the number of Cs');
  const fold = foldOf(labels, folds);
  const mistakes = Cs.map(() => 0);
  for (let left = 0; left < folds; left++) {
    const known = pick(fold, (f) => f !== left);
    const asked = pick(fold, (f) => f === left);
    const rowsOf = (some: readonly number[]): Rows => some.map((n) => x[n]!);
    const answers = known.map((n) => labels[n]!);
    Cs.forEach((C, i) => {
      const found = linearSVM(rowsOf(known), answers, { ...options, C }).predict(rowsOf(asked));
      mistakes[i]! += found.filter((label, n) => label !== labels[asked[n]!]).length;
    });
  }
  const C = Cs[mistakes.indexOf(Math.min(...mistakes))]!;
  return { ...linearSVM(x, labels, { ...options, C }), C, errors: mistakes.map((wrong) => wrong / x.length) };
}

const pick = (fold: Int32Array, chosen: (f: number) => boolean): number[] =>
  Array.from(fold.keys()).filter((n) => chosen(fold[n]!));

/** Which part each point is in: the points of a class, in random order, take turns. */
function foldOf(labels: ArrayLike<number>, folds: number): Int32Array {
  const counts = new Map<number, number>();
  const fold = new Int32Array(labels.length);
  for (const n of shuffled(labels.length)) {
    const count = counts.get(labels[n]!) ?? 0;
    fold[n] = count % folds;
    counts.set(labels[n]!, count + 1);
  }
  for (const [label, count] of counts)
    if (count < folds)
      throw new RangeError(`crossValidatedSVM: class ${label} has ${count} points, fewer than the ${folds} folds.`);
  return fold;
}
