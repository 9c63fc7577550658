import { frechetDistance, inceptionScore, mnist, MnistNet, tf } from 'saddlepoint';
import type { Context, Measures, Row } from './row';
import { train } from './train';

/** The share of rows whose largest entry stands at the label. */
function accuracy(probabilities: readonly number[][], labels: Uint8Array): number {
  const right = probabilities.filter((p, n) => p.indexOf(Math.max(...p)) === labels[n]).length;
  return right / labels.length;
}

/**
 * Frechet distance of every other image to the rest, over that to uniform noise: how much of a distance between samples
 * and data is chance. (The first half of the test images was written more neatly than the second.)
 */
async function realOverNoise(net: MnistNet, x: tf.Tensor4D): Promise<number> {
  const noise = tf.randomUniform<tf.Rank.R4>(x.shape, -1, 1);
  const [real, fake] = [await net.features(x), await net.features(noise)];
  noise.dispose();
  const [even, odd] = [0, 1].map((rest) => real.filter((_, n) => n % 2 === rest)) as [number[][], number[][]];
  return frechetDistance(even, odd) / frechetDistance(real, fake);
}

async function run(context: Context): Promise<Measures> {
  const { quick, seed } = context;
  const [images, held] = [await mnist({ split: 'train' }), await mnist({ split: 'test' })];
  const [data, test] = quick ? [images.take(512), held.take(500)] : [images, held];
  const net = new MnistNet();
  const { history, at } = await train(net, data, {
    epochs: quick ? 1 : 12,
    batchSize: 128,
    seed,
    checkpoint: context.checkpoint('net'),
    report: context.report('training'),
  });
  await context.table('losses', { step: at, ...history });
  const { x, y } = test.tensors();
  const probabilities = await net.probabilities(x);
  const measures = {
    'test accuracy': accuracy(probabilities, test.labels),
    'MNIST score of the test images': inceptionScore(probabilities),
    'Frechet distance real-real over real-noise': await realOverNoise(net, x),
  };
  await context.weights('lib/weights/mnist-net.safetensors', net.net);
  tf.dispose([x, y]);
  net.dispose();
  return measures;
}

export const row: Row = {
  row: 'MNIST-Net',
  title: 'The classifier that judges samples of digits',
  bars: [
    { measure: 'test accuracy', atLeast: 0.99 },
    { measure: 'MNIST score of the test images', atLeast: 9.7 },
    { measure: 'Frechet distance real-real over real-noise', atMost: 0.02 },
  ],
  paper: 'LeNet-5: 99.05 % (LeCun et al. 1998)',
  run,
};
