import { imageGrid, labelVectors, mnistNet, tf, type ConditionalDCGAN } from 'saddlepoint';
import { DIGITS, labelAccuracy, readAs, trainedModel } from './conditional';
import type { Context, Measures, Row } from './row';

const FULL = 100;
const QUICK = 2;

/** Mean over the classes and pixels of the variance within a class: x [10 n, ...], n images of one class after another. */
function varianceWithin(x: tf.Tensor4D, n: number): number {
  return tf.tidy(() => {
    const classes = x.reshape([DIGITS.length, n, -1]);
    return tf.moments(classes, 1).variance.mean().dataSync()[0]!;
  });
}

/** The entropy, in nats, of the classes that are read in n images. */
function entropyOf(read: readonly number[]): number {
  const shares = DIGITS.map((digit) => read.filter((k) => k === digit).length / read.length);
  return -shares.reduce((sum, p) => sum + (p > 0 ? p * Math.log(p) : 0), 0);
}

/** The lecture's three pictures: with both, z = 0, y = 0. All have the same z in a column. */
async function pictures(context: Context, model: ConditionalDCGAN, z: tf.Tensor2D): Promise<void> {
  const some = z.slice(0, 10);
  const labels = DIGITS.flatMap((digit) => DIGITS.map(() => digit));
  const [tiled, vectors] = [tf.tile(some, [10, 1]), labelVectors(labels, 10)];
  const grids = {
    'noise-and-label': model.sample(vectors, tiled),
    'label-only': model.sample(vectors, tf.zerosLike(tiled)),
    'noise-only': model.sample(tf.zerosLike(vectors), tiled),
  };
  for (const [name, x] of Object.entries(grids)) {
    await context.picture(name, await imageGrid(x, { columns: 10, title: name.replaceAll('-', ' ') }));
  }
}

async function run(context: Context): Promise<Measures> {
  const n = context.quick ? QUICK : FULL;
  const [model, net] = [await trainedModel(context), await mnistNet()];
  const labels = DIGITS.flatMap((digit) => Array.from({ length: n }, () => digit));
  const z = model.noise(labels.length);
  await pictures(context, model, z);
  const both = model.sample(labels, z);
  const labelOnly = model.sample(labels, tf.zerosLike(z));
  const noiseOnly = model.sample(tf.zeros([labels.length, DIGITS.length]), z);
  const measures = {
    'label accuracy, label only': await labelAccuracy(net, labelOnly, labels),
    'variance within a class, label only': varianceWithin(labelOnly, n) / varianceWithin(both, n),
    'class entropy, noise only': entropyOf(await readAs(net, noiseOnly)),
    'label accuracy, both': await labelAccuracy(net, both, labels),
  };
  tf.dispose([z, both, labelOnly, noiseOnly]);
  model.dispose();
  net.dispose();
  return measures;
}

export const row: Row = {
  row: 'J-06',
  title: 'Conditional DCGAN with z = 0, and with y = 0: what each input is for',
  bars: [
    { measure: 'label accuracy, label only', atLeast: 0.95 },
    { measure: 'variance within a class, label only', atMost: 0.1 },
    { measure: 'class entropy, noise only', atLeast: 1 },
  ],
  paper: 'no paper: a lecture shows the three grids on CIFAR-100',
  run,
};
