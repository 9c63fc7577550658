import {
  bernoulliLogJoint,
  bernoulliMixture,
  clusterLabelError,
  em,
  gmm,
  imageGrid,
  initialBernoulliMixture,
  initialGMM,
  logLikelihood,
  majorityLabels,
  mnistB,
  sampleGMM,
  sparseRows,
  type BernoulliMixture,
  type GMM,
  type LabelledImages,
  type Ones,
} from 'saddlepoint';
import type { Context, Measures, Row } from './row';

const PIXELS = 784;
const FULL = { components: [10, 50, 200], iterations: 20 };
const QUICK = { components: [10, 50], iterations: 2 };

/** A mixture whose likelihoods and clusters are measured in full. */
const CLUSTERED = 50;

interface Trained {
  theta: BernoulliMixture;
  seconds: number;
  /** negative log-likelihood of the training images after each iteration, nats an image */
  losses: number[];
}

function train(context: Context, x: readonly Ones[], components: number, iterations: number): Trained {
  const began = performance.now();
  const config = { dimension: PIXELS };
  const losses: number[] = [];
  const { theta } = em(bernoulliMixture(config), x, initialBernoulliMixture(x, components, config), {
    iterations,
    report: (done, likelihood) => {
      losses.push(-likelihood);
      context.progress(`${components} components`, done, iterations);
    },
  });
  return { theta, seconds: (performance.now() - began) / 1000, losses };
}

/** The label error of clusters: every test image to its likeliest component, whose label training images decide. */
function labelError(theta: BernoulliMixture, train: LabelledImages, test: LabelledImages): number {
  const clusters = ({ images }: LabelledImages) =>
    bernoulliLogJoint(sparseRows(images, PIXELS), theta).map((row) => row.indexOf(Math.max(...row)));
  return clusterLabelError(clusters(test), test.labels, majorityLabels(clusters(train), train.labels));
}

/** The means of the components as images, the heaviest first. */
function drawn({ weights, means }: BernoulliMixture): Uint8Array[] {
  const order = weights.map((_, k) => k).sort((a, b) => weights[b]! - weights[a]!);
  return order.map((k) => Uint8Array.from(means[k]!, (mu) => Math.round(255 * mu)));
}

/** The best of five fits of a mixture in the plane: how far the farthest of its true means is from one that was found. */
function gaussianMeans(points: number): number {
  const eye = [[1, 0], [0, 1]]; // prettier-ignore
  const truth: GMM = { weights: [0.2, 0.3, 0.5], means: [[-4, 0], [4, 1], [0, 5]], covariances: [eye, eye, eye] }; // prettier-ignore
  const { x } = sampleGMM(truth, points);
  const runs = Array.from({ length: 5 }, () => em(gmm(), x, initialGMM(x, 3), { iterations: 100, tolerance: 1e-7 }));
  const { theta } = runs.reduce((a, b) => (b.logLikelihood > a.logLikelihood ? b : a));
  const nearest = ([x0, y0]: readonly number[]) =>
    Math.min(...theta.means.map(([x1, y1]) => Math.hypot(x1! - x0!, y1! - y0!)));
  return Math.max(...truth.means.map(nearest));
}

async function run(context: Context): Promise<Measures> {
  const { components, iterations } = context.quick ? QUICK : FULL;
  const [images, held] = [await mnistB({ split: 'train' }), await mnistB({ split: 'test' })];
  const [data, test] = context.quick ? [images.take(1000), held.take(500)] : [images, held];
  const [x, unseen] = [sparseRows(data.images, PIXELS), sparseRows(test.images, PIXELS)];

  const measures: Record<string, number> = { 'GMM: farthest mean': gaussianMeans(context.quick ? 1000 : 6000) };
  const losses: Record<string, number[]> = {};
  for (const K of components) {
    const { theta, seconds, losses: ofK } = train(context, x, K, iterations);
    losses[`K=${K}`] = ofK;
    measures[`test NLL, K=${K}`] = -logLikelihood(bernoulliLogJoint(unseen, theta));
    measures[`seconds of training, K=${K}`] = seconds;
    context.say(
      `${K} components: test NLL ${measures[`test NLL, K=${K}`]!.toFixed(2)} nats in ${seconds.toFixed(0)} s`,
    );
    if (K !== CLUSTERED) continue;
    measures[`label error, K=${K}`] = labelError(theta, data, test);
    await context.picture('means', await imageGrid(drawn(theta), { columns: 10 }));
  }
  await context.table('losses', { iteration: losses['K=10']!.map((_, t) => t + 1), ...losses });
  return measures;
}

export const row: Row = {
  row: 'C-05',
  title: 'EM: a mixture of Gaussians in the plane, mixtures of Bernoullis on MNIST-B',
  bars: [
    { measure: 'GMM: farthest mean', atMost: 0.1 },
    { measure: 'test NLL, K=50', atMost: 146 },
    { measure: 'seconds of training, K=50', atMost: 60 },
    { measure: 'label error, K=50', atMost: 0.35 },
  ],
  run,
};
