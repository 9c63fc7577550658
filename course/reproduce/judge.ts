import {
  classCoverage,
  frechetDistance,
  imageGrid,
  inceptionScore,
  memorisation,
  mnist,
  parzenLogLikelihood,
  pathRatio,
  tf,
  type MnistNet,
  type Picture,
} from 'saddlepoint';
import type { Measures } from './row';

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** n samples [n, 28, 28, 1], made some hundreds at a time. */
export function samples(sample: (n: number) => tf.Tensor4D, n: number): tf.Tensor4D {
  return tf.tidy(() => {
    const chunks: tf.Tensor4D[] = [];
    for (let made = 0; made < n; made += 500) chunks.push(sample(Math.min(500, n - made)));
    return tf.concat(chunks);
  });
}

/** MNIST score (row H-03), and classes that have at least 1 % of the samples. */
export async function scoreOf(net: MnistNet, x: tf.Tensor4D): Promise<Measures> {
  const probabilities = await net.probabilities(x);
  return { 'MNIST score': inceptionScore(probabilities), classes: classCoverage(probabilities).covered };
}

/** Frechet distance of MNIST-Net's features (row H-14). */
export async function distanceOf(net: MnistNet, x: tf.Tensor4D, real: tf.Tensor4D): Promise<Measures> {
  return { 'Frechet distance': frechetDistance(await net.features(x), await net.features(real)) };
}

/** The share of the samples that the rarest of the ten classes has; 0.1 when all are equally common. */
export async function smallestClassOf(net: MnistNet, x: tf.Tensor4D): Promise<Measures> {
  const { counts } = classCoverage(await net.probabilities(x));
  return { 'share of the rarest class': Math.min(...counts) / x.shape[0] };
}

/** Images in [-1, 1] as pixels in [0, 1], on which papers give Parzen-window likelihoods. */
export const unitPixels = (x: tf.Tensor4D): tf.Tensor4D => tf.tidy(() => x.add<tf.Tensor4D>(1).div<tf.Tensor4D>(2));

/**
 * Row H-01: Parzen windows around images [N, 28, 28, 1] in [-1, 1], their width chosen on the last 1,000 training
 * images; the mean over the first `held` test images, nats on pixels in [0, 1]. Papers use 10,000 samples and all test
 * images.
 */
export async function parzenOf(x: tf.Tensor4D, held = 10_000): Promise<Measures> {
  const [train, test] = [await mnist({ split: 'train' }), await mnist({ split: 'test' })];
  const [scored, choosing] = [test.take(held).tensors(), train.skip(train.size - 1000).tensors()];
  const images = [x, choosing.x, scored.x].map(unitPixels) as [tf.Tensor4D, tf.Tensor4D, tf.Tensor4D];
  const score = await parzenLogLikelihood(images[0], { validation: images[1], test: images[2] });
  tf.dispose([images, scored, choosing]);
  return { Parzen: score.logLikelihood, 'Parzen, standard error': score.standardError, 'Parzen, sigma': score.sigma };
}

/**
 * Row G-18: the share of samples that lie nearer to a training image than 99 % of training images lie to one another;
 * and the first samples, each with its nearest training image to its right.
 */
export async function neighboursOf(
  x: tf.Tensor4D,
  train: tf.Tensor4D,
  probes: number,
): Promise<{ measures: Measures; picture: Picture }> {
  const { share, index } = await memorisation(x, train, { probes });
  const pairs = tf.tidy(() => {
    const shown = Math.min(24, x.shape[0]);
    const nearest = tf.gather(train, tf.tensor1d(index.subarray(0, shown), 'int32'));
    return tf.stack([x.slice(0, shown), nearest], 1).reshape<tf.Tensor4D>([2 * shown, ...x.shape.slice(1)]);
  });
  const title = 'Samples, each with the nearest training image to its right';
  const picture = await imageGrid(pairs, { columns: 8, title });
  pairs.dispose();
  return { measures: { 'share of copies': share }, picture };
}

const POINTS = 11;

/**
 * Row G-19: between pairs of z, eleven points on a straight line. How much longer than straight the path of
 * MNIST-Net's features is (mean of the pairs), and the share of midpoints that MNIST-Net is sure of (p >= 0.8).
 */
export async function interpolationsOf(
  net: MnistNet,
  sample: (z: tf.Tensor2D) => tf.Tensor4D,
  noise: (n: number) => tf.Tensor2D,
  pairs: number,
): Promise<{ measures: Measures; picture: Picture }> {
  const x = tf.tidy(() => {
    const [from, to] = [noise(pairs).expandDims(1), noise(pairs).expandDims(1)];
    const t = tf.linspace(0, 1, POINTS).reshape([1, POINTS, 1]);
    const z = from.add(to.sub(from).mul(t));
    return sample(z.reshape<tf.Tensor2D>([pairs * POINTS, -1]));
  });
  const [features, probabilities] = [await net.features(x), await net.probabilities(x)];
  const each = Array.from({ length: pairs }, (_, i) => i * POINTS);
  const ratios = each.map((start) => pathRatio(features.slice(start, start + POINTS)));
  const sure = each.map((start) => (Math.max(...probabilities[start + (POINTS - 1) / 2]!) >= 0.8 ? 1 : 0));
  const shown = x.slice(0, Math.min(8, pairs) * POINTS);
  const picture = await imageGrid(shown, { columns: POINTS, title: 'Straight lines between two z' });
  tf.dispose([x, shown]);
  return { measures: { 'path ratio': mean(ratios), 'sure midpoints': mean(sure) }, picture };
}
