import { imageGrid, learnPatches, mnist, MNIST_PATCHES, patchFeatures, tf, type PatchDictionary } from 'saddlepoint';
import { fewLabels, pixels, svmErrorOf } from './thousand-labels';
import type { Context, Measures, Row } from './row';

const FULL = { images: 10_000, config: MNIST_PATCHES };
const QUICK = { images: 50, config: { ...MNIST_PATCHES, centroids: 8, patches: 500, iterations: 2 } };
const SHOWN = 64;

/** Centroids as whitened patches: what they look for. */
async function show(context: Context, { centroids, config }: PatchDictionary): Promise<void> {
  const shown = tf.tidy(() => {
    const some = centroids.slice(0, Math.min(SHOWN, centroids.shape[0]));
    const brightest = some.abs().max(1, true);
    return some.div(brightest).reshape<tf.Tensor4D>([-1, config.side, config.side, 1]);
  });
  await context.picture('centroids', await imageGrid(shown, { columns: 16, scale: 5, title: 'Centroids of patches' }));
  shown.dispose();
}

async function run(context: Context): Promise<Measures> {
  const { images, config } = context.quick ? QUICK : FULL;
  const train = await mnist({ split: 'train' });
  const data = fewLabels(context, train, await mnist({ split: 'test' }));
  const { x, y } = train.take(images).tensors();
  const dictionary = await learnPatches(x, config, (done) => {
    context.progress('k-means', done, config.iterations);
  });
  tf.dispose([x, y]);
  await show(context, dictionary);
  const ofPixels = await context.once('pixels', () => svmErrorOf(context, 'pixels', data, pixels));
  const ofPatches = await context.once('patches', () =>
    svmErrorOf(context, 'patches', data, (some) => patchFeatures(some, dictionary)),
  );
  tf.dispose([dictionary.mean, dictionary.matrix, dictionary.centroids]);
  const gained = ofPixels['pixels: error']! - ofPatches['patches: error']!;
  return { ...ofPixels, ...ofPatches, 'gained on pixels': gained };
}

export const row: Row = {
  row: 'I-09',
  title: '400 centroids of whitened 6 x 6 patches, their triangle code, and a linear SVM with 1,000 labels of MNIST',
  bars: [
    { measure: 'patches: error', atMost: 0.06 },
    { measure: 'gained on pixels', atLeast: 0 },
  ],
  paper: 'CIFAR-10, all labels, another picture of it: 80.6 % right with one layer, 82.0 % with three (Radford et al.)',
  run,
};
