import {
  imagesOnly,
  mnist,
  nonSaturating,
  r1,
  tf,
  type AdamConfig,
  type Dataset,
  type FitResult,
  type LabelledImages,
  type Ranges,
  type Trainable,
} from 'saddlepoint';
import type { Context } from './row';
import { train } from './train';

/** MNIST in [0, 1]: what an autoencoder trains on, what chooses (the last of the training images), what judges. */
export interface Digits {
  train: LabelledImages;
  validation: LabelledImages;
  test: LabelledImages;
}

export async function digits({ quick }: { quick: boolean }): Promise<Digits> {
  const [all, held] = (await Promise.all([mnist({ split: 'train' }), mnist({ split: 'test' })])).map((images) =>
    images.withPixels('unit'),
  ) as [LabelledImages, LabelledImages];
  const train = 50_000;
  return {
    train: quick ? all.take(400) : all.take(train),
    validation: quick ? all.skip(train).take(200) : all.skip(train),
    test: quick ? held.take(200) : held,
  };
}

/** Images a step, unless a row says otherwise. */
const BATCH = 100;
/** At the slow rates of MNIST_AAE the encoder loses the game in a plane, and its codes go where the prior is not. */
export const BRISK = {
  discriminator: { learningRate: 1e-3, beta1: 0.5 },
  generator: { learningRate: 1e-3, beta1: 0.5 },
};
/**
 * Adam's steps are as long as its rate, however flat the loss: a reconstruction as brisk as the game pulls codes out of
 * the part of the prior that their label chose (of held-out codes 49 % were in it after three epochs, and 83 % with this).
 */
export const GENTLE = { reconstruction: { learningRate: 3e-4, beta1: 0.9 } };
/**
 * A game at a constant rate goes round where it should stand still, and the codes with it: each drop of all three rates
 * to a tenth narrows the circle. At two thirds of the training, and at five sixths.
 */
export function settling<C extends Record<'discriminator' | 'generator' | 'reconstruction', AdamConfig>>(
  config: C,
  { epochs, images }: { epochs: number; images: number },
): C {
  const steps = epochs * Math.floor(images / BATCH);
  const drops = [2 / 3, 5 / 6].map((part) => Math.ceil(part * steps));
  const slower = (rate: AdamConfig) => ({ ...rate, drops });
  const { discriminator, generator, reconstruction } = config;
  return {
    ...config,
    discriminator: slower(discriminator),
    generator: slower(generator),
    reconstruction: slower(reconstruction),
  };
}
/**
 * The game, with D's slope held down where the draws of the prior are: else D wins it, and its slope drives the codes
 * into few of the prior's parts before the reconstruction has sorted them.
 */
export const smoothed = (gamma = 0.1) => r1(nonSaturating, { gamma, every: 1 });

/**
 * How far another look at a digit may be from the first: two pixels, 15 degrees, a fifth of its size. That such a move
 * leaves the digit what it is, is knowledge that the paper's networks do not get: to them pixels are a list in any order.
 */
export const LOOKS: Ranges = { shift: 0.08, rotation: 15, scale: 1.2, background: 0 };

export const unlabelled = (images: LabelledImages): Dataset<tf.Tensor4D> => imagesOnly(images);

/** What f makes of every image, some thousands at a time: rows [N, ...]. */
export async function rowsOf(images: LabelledImages, f: (x: tf.Tensor4D) => tf.Tensor): Promise<number[][]> {
  const rows: number[][] = [];
  for (let start = 0; start < images.size; start += 2000) {
    const indices = Array.from({ length: Math.min(2000, images.size - start) }, (_, i) => start + i);
    const { x, y } = images.gather(indices);
    const values = tf.tidy(() => f(x));
    rows.push(...((await values.array()) as number[][]));
    tf.dispose([x, y, values]);
  }
  return rows;
}

/** [0, 1] -> [-1, 1], as MNIST-Net takes images. */
export const signed = (x: tf.Tensor): tf.Tensor4D => tf.tidy(() => x.mul<tf.Tensor4D>(2).sub(1));

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The share of points for which a condition holds. */
export const share = (n: number, holds: (i: number) => boolean): number =>
  Array.from({ length: n }, (_, i) => i).filter(holds).length / n;

export const largest = (row: readonly number[]): number => row.indexOf(Math.max(...row));

/** Trains models of a row under names of their own, and stores their losses. */
export const trainer =
  ({ seed, ...context }: Context, epochs: number, batchSize = BATCH) =>
  async <Batch extends tf.TensorContainer, Loss extends string>(
    name: string,
    model: Trainable<Batch, Loss>,
    data: Dataset<Batch>,
  ): Promise<FitResult> => {
    const files = { checkpoint: context.checkpoint(name), report: context.report(name) };
    const result = await train(model, data, { epochs, batchSize, seed, ...files });
    await context.table(`${name}-losses`, { step: result.at, ...result.history });
    return result;
  };
