// What the rows of the conditional DCGAN share: J-01 trains its generator, J-02, J-06 and H-09 judge it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ConditionalDCGAN, loadWeights, MNIST_CONDITIONAL_DCGAN, tf, type MnistNet } from 'saddlepoint';
import { ROOT } from '../execute/runner';
import type { Context } from './row';

/** Narrower than MNIST_CONDITIONAL_DCGAN and faster, so that the training takes minutes on two cores. */
export const CONFIG = { ...MNIST_CONDITIONAL_DCGAN, width: 24, learningRate: 1e-3 };
export const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/** In the repository: the generator that J-01 stores, the average of its weights. */
export const WEIGHTS = 'data/checkpoints/conditional-dcgan-generator.safetensors';

/**
 * The model whose generator J-01 has trained; in a quick run, one that has learnt nothing.
 * @throws Error when J-01 has stored none
 */
export async function trainedModel(context: Context): Promise<ConditionalDCGAN> {
  const model = new ConditionalDCGAN(CONFIG);
  if (context.quick) return model;
  const path = join(ROOT, WEIGHTS);
  if (!existsSync(path)) throw new Error(`There is no ${WEIGHTS} yet: run npm run reproduce -- J-01 first.`);
  await loadWeights(model.G, path);
  return model;
}

/** n labels, each class as often as the others: 0, 1, .. 9, 0, 1, .. */
export const balanced = (n: number): number[] => Array.from({ length: n }, (_, i) => i % DIGITS.length);

/** Samples that are drawn at a time. */
const CHUNK = 500;

/** One image a label, [n, 28, 28, 1], made some hundreds at a time. */
export function drawn(sample: (labels: readonly number[]) => tf.Tensor4D, labels: readonly number[]): tf.Tensor4D {
  const starts = Array.from({ length: Math.ceil(labels.length / CHUNK) }, (_, i) => CHUNK * i);
  return tf.tidy(() => tf.concat(starts.map((start) => sample(labels.slice(start, start + CHUNK)))));
}

/** The class that MNIST-Net reads in each image. */
export async function readAs(net: MnistNet, x: tf.Tensor4D): Promise<number[]> {
  return (await net.probabilities(x)).map((row) => row.indexOf(Math.max(...row)));
}

/** The share of images that MNIST-Net reads as their label. */
export async function labelAccuracy(net: MnistNet, x: tf.Tensor4D, labels: readonly number[]): Promise<number> {
  const read = await readAs(net, x);
  return read.filter((digit, i) => digit === labels[i]).length / labels.length;
}
