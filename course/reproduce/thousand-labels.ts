// What the rows of the tables of Radford et al. 2016, section 5, share: a thousand labels, all test images, an SVM.
import {
  balancedSubset,
  columnMeans,
  crossValidatedSVM,
  seed,
  tf,
  type LabelledImages,
  type LinearSVM,
  type Rows,
} from 'saddlepoint';
import type { Context, Measures } from './row';

const FULL = { perClass: 100, test: 10_000 };
const QUICK = { perClass: 4, test: 40 };
/** Prices of the SVM, for features that are standardised as below. */
const CS = [0.1, 1, 10];

/** Labelled images to learn from, and those that are asked. */
export interface FewLabels {
  readonly known: LabelledImages;
  readonly asked: LabelledImages;
}

/** A hundred images of each class of the training set, and the test set. */
export function fewLabels({ quick }: Context, train: LabelledImages, test: LabelledImages): FewLabels {
  const { perClass, test: size } = quick ? QUICK : FULL;
  return { known: balancedSubset(train, perClass), asked: test.take(size) };
}

/** Rows of numbers [N, d] for a batch of images [N, H, W, C]. */
export type Describe = (x: tf.Tensor4D) => Promise<Rows>;

export const pixels: Describe = async (x) => {
  const flat = x.reshape<tf.Tensor2D>([x.shape[0], -1]);
  const rows = await flat.array();
  flat.dispose();
  return rows;
};

/**
 * Features of both sets, standardised: of the known ones each has mean 0 and about as large a part in their squared
 * length of 1. One that hardly varies gets less, since it is divided by no less than a tenth of the usual deviation.
 */
export async function described(data: FewLabels, describe: Describe): Promise<Record<'known' | 'asked', Rows>> {
  const [known, asked] = [await rowsOf(data.known, describe), await rowsOf(data.asked, describe)];
  const means = columnMeans(known);
  const variances = columnMeans(known.map((row) => means.map((mean, i) => (row[i]! - mean) ** 2)));
  const usual = variances.reduce((sum, variance) => sum + variance, 0) / variances.length;
  const scales = variances.map((variance) => 1 / Math.sqrt((variance + 0.01 * usual) * variances.length));
  const standardised = (rows: Rows) =>
    rows.map((row) => Float32Array.from(scales, (scale, i) => scale * (row[i]! - means[i]!)));
  return { known: standardised(known), asked: standardised(asked) };
}

async function rowsOf(images: LabelledImages, describe: Describe): Promise<Rows> {
  const { x, y } = images.tensors();
  const rows = await describe(x);
  tf.dispose([x, y]);
  return rows;
}

/**
 * The error of a linear SVM on features of the test images; its C is chosen by five-fold cross-validation on the labelled
 * ones. The measures are called `name: error` and so on.
 */
export async function svmErrorOf(
  context: Context,
  name: string,
  data: FewLabels,
  describe: Describe,
): Promise<Measures> {
  seed(context.seed); // a resumed run has not drawn what came before
  const { known, asked } = await described(data, describe);
  const folds = context.quick ? 2 : 5;
  const svm = crossValidatedSVM(known, data.known.labels, { Cs: CS, folds, tolerance: 0.05, passes: 3000 });
  const error = errorOf(svm, asked, data);
  context.say(`${name}: ${(100 * error).toFixed(2)} % of the test images wrong, C = ${svm.C}`);
  return {
    [`${name}: error`]: error,
    [`${name}: error, cross-validated`]: Math.min(...svm.errors),
    [`${name}: C`]: svm.C,
  };
}

/** The share of the test images that get another label than their own; `asked` are their features. */
export const errorOf = (svm: LinearSVM, asked: Rows, data: FewLabels): number =>
  svm.predict(asked).filter((label, n) => label !== data.asked.labels[n]).length / asked.length;
