import {
  clusterKernelFeatures,
  linearSVM,
  mnist,
  nearestLabelError,
  scatter,
  tf,
  transductiveSVM,
  twoMoons,
  type LinearSVM,
} from 'saddlepoint';
import { described, errorOf, fewLabels, pixels, svmErrorOf, type FewLabels } from './thousand-labels';
import type { Context, Measures, Row } from './row';

const FULL = { draws: 20, points: 100, unlabelled: 2000 };
const QUICK = { draws: 2, points: 20, unlabelled: 30 };
/** Of the walk over the moons; chosen on other draws than those that are measured here. */
const WALK = { width: 0.15, steps: 64 };

interface Moons {
  readonly points: readonly (readonly number[])[];
  /** right labels, and those that the two machines give; the first two are known */
  readonly labels: readonly number[];
  readonly svm: readonly number[];
  readonly transductive: readonly number[];
}

/** Two moons of so many points, of which one each has a label. */
function solveMoons(points: number): Moons {
  const moons = twoMoons();
  const [upper, lower] = [moons.sampleMoon(0, points), moons.sampleMoon(1, points)];
  const drawn = [upper[0]!, lower[0]!, ...upper.slice(1), ...lower.slice(1)];
  const labels = [0, 1, ...upper.slice(1).map(() => 0), ...lower.slice(1).map(() => 1)];
  const features = clusterKernelFeatures(drawn, WALK);
  const [known, unknown] = [features.slice(0, 2), features.slice(2)];
  return {
    points: drawn,
    labels,
    svm: linearSVM(known, [0, 1]).predict(features),
    transductive: transductiveSVM(known, [0, 1], unknown).predict(features),
  };
}

const right = (found: readonly number[], { labels }: Moons) =>
  found.slice(2).filter((label, n) => label === labels[n + 2]).length / (labels.length - 2);

async function onMoons(context: Context, { draws, points }: typeof FULL): Promise<Measures> {
  const all = Array.from({ length: draws }, (_, n) => {
    context.progress('two moons', n, draws);
    return solveMoons(points);
  });
  const mean = (shares: readonly number[]) => shares.reduce((sum, share) => sum + share, 0) / draws;
  const [svm, transductive] = [all.map((moons) => right(moons.svm, moons)), all.map((moons) => right(moons.transductive, moons))]; // prettier-ignore
  const { points: shown, ...found } = all[0]!;
  const words = (labels: readonly number[], what: string) =>
    labels.map((label, n) => (n < 2 ? 'known' : `${what}, ${label === 0 ? 'one' : 'the other'}`));
  for (const [name, labels] of [
    ['svm', found.svm],
    ['transductive-svm', found.transductive],
  ] as const)
    await context.picture(name, scatter(shown, { groups: words(labels, name), title: `Two labels, ${name}` }));
  return {
    'two moons, SVM: right': mean(svm),
    'two moons, TSVM: right': mean(transductive),
    'two moons, TSVM: least right': Math.min(...transductive),
    'two moons: gained by TSVM': mean(transductive) - mean(svm),
  };
}

/** Pixels with 1,000 labels: the nearest neighbour, and an SVM that is also shown test images without their labels. */
async function onDigits(context: Context, data: FewLabels, unlabelled: number): Promise<Measures> {
  const [known, asked] = [data.known.tensors(), data.asked.tensors()];
  const nearest = await nearestLabelError(
    { x: asked.x, labels: data.asked.labels },
    { x: known.x, labels: data.known.labels },
  );
  tf.dispose([known, asked]);
  const found = await svmErrorOf(context, 'digits, SVM', data, pixels);
  const features = await described(data, pixels);
  const svm: LinearSVM = transductiveSVM(features.known, data.known.labels, features.asked.slice(0, unlabelled), {
    C: found['digits, SVM: C']!,
    tolerance: 1e-2,
  });
  return { 'digits, KNN: error': nearest, ...found, 'digits, TSVM: error': errorOf(svm, features.asked, data) };
}

async function run(context: Context): Promise<Measures> {
  const sizes = context.quick ? QUICK : FULL;
  const moons = await onMoons(context, sizes);
  const data = fewLabels(context, await mnist({ split: 'train' }), await mnist({ split: 'test' }));
  return { ...moons, ...(await onDigits(context, data, sizes.unlabelled)) };
}

export const row: Row = {
  row: 'I-11',
  title: 'A transductive SVM on two moons with two labels; it and the nearest neighbour on MNIST with 1,000',
  bars: [
    { measure: 'two moons, TSVM: right', atLeast: 0.95 },
    { measure: 'two moons: gained by TSVM', atLeast: 0 },
  ],
  paper: 'SVHN with 1,000 labels, errors: KNN 77.93 %, TSVM 66.55 % (Radford et al. 2016, table 2)',
  run,
};
