import {
  classCoverage,
  imageGrid,
  imagesOnly,
  latentGrid,
  mnist,
  MNIST_VAE,
  mnistNet,
  resampled,
  tf,
  VAE,
} from 'saddlepoint';
import type { Context, Measures, Row } from './row';
import { train } from './train';

const SIDE = 20;

/**
 * How far decoded images of neighbours on the grid are apart, over how far their codes are: the largest slope over the
 * median one. A tear in the manifold is a slope far above the others.
 */
async function steepness(images: tf.Tensor4D, z: readonly number[][]): Promise<number> {
  const pixels = (await images.reshape([z.length, -1]).array()) as number[][];
  const apart = (a: readonly number[], b: readonly number[]) => Math.hypot(...a.map((v, i) => v - b[i]!));
  const slopes = z.flatMap((from, i) => {
    const neighbours = [...((i + 1) % SIDE === 0 ? [] : [i + 1]), ...(i + SIDE < z.length ? [i + SIDE] : [])];
    return neighbours.map((j) => apart(pixels[i]!, pixels[j]!) / apart(from, z[j]!));
  });
  slopes.sort((a, b) => a - b);
  return slopes.at(-1)! / slopes[Math.floor(slopes.length / 2)]!;
}

async function run(context: Context): Promise<Measures> {
  const { quick, seed } = context;
  const grey = (await mnist({ split: 'train' })).take(quick ? 500 : 60_000);
  const model = new VAE({ ...MNIST_VAE, latentDim: 2 });
  const { history, at } = await train(model, resampled(imagesOnly(grey)), {
    epochs: quick ? 1 : 30,
    batchSize: 100,
    seed,
    checkpoint: context.checkpoint('vae'),
    report: context.report('training'),
  });
  await context.table('losses', { step: at, ...history });
  const z = latentGrid(SIDE);
  const images = model.sample(tf.tensor2d(z));
  await context.picture('manifold', await imageGrid(images, { columns: SIDE, range: [0, 1], scale: 1 }));
  const net = await mnistNet();
  const signed = tf.tidy(() => images.mul<tf.Tensor4D>(2).sub<tf.Tensor4D>(1));
  const { counts } = classCoverage(await net.probabilities(signed));
  const measures = {
    'digits on the grid': counts.filter((count) => count > 0).length,
    'steepest step over the median one': await steepness(images, z),
  };
  tf.dispose([images, signed]);
  net.dispose();
  model.dispose();
  return measures;
}

export const row: Row = {
  row: 'E-05',
  title: 'The latent plane of a VAE on MNIST-B, 20 x 20 equal shares of the prior',
  bars: [
    { measure: 'digits on the grid', atLeast: 9 },
    { measure: 'steepest step over the median one', atMost: 10 },
  ],
  paper: 'figure 4: no number',
  run,
};
