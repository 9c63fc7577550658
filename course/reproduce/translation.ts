// What the rows of image translation share: emoji in two styles, and how far a translation is from the true drawing.
import {
  CycleGAN,
  emoji,
  imageGrid,
  seed as reseed,
  tf,
  unpairedHalves,
  type AlignedImages,
  type CyclePreset,
  type EmojiCategory,
  type EmojiSet,
} from 'saddlepoint';
import { learnToCopy } from './copying';
import { lossCurves } from './losses';
import type { Context, Measures } from './row';
import { train } from './train';

export interface Emoji {
  train: EmojiSet;
  test: EmojiSet;
}

/** The training and the test set, or a few of each for a trial run. */
export async function emojiFor({ quick }: Context, category?: EmojiCategory): Promise<Emoji> {
  const sets = await Promise.all(
    (['train', 'test'] as const).map((split) => emoji({ split, ...(category && { category }) })),
  );
  const [train, test] = quick ? sets.map((set) => firstOf(set, 16)) : sets;
  return { train: train!, test: test! };
}

const firstOf = ({ x, y, groups, names }: EmojiSet, n: number): EmojiSet => ({
  x: x.take(n),
  y: y.take(n),
  groups: Array.from(groups).slice(0, n),
  names: names.slice(0, n),
});

/** Mean |a - b| of images in [-1, 1], on the scale from 0 to 1 of the rows' bars. */
export async function pixelDistance(a: tf.Tensor, b: tf.Tensor): Promise<number> {
  const distance = tf.tidy(() => a.sub(b).abs().mean().div(2));
  const [value] = await distance.data();
  distance.dispose();
  return value!;
}

/** All images of an aligned set, [N, H, W, C] each. */
export function imagesOf({ x, y }: Pick<AlignedImages, 'x' | 'y'>): { x: tf.Tensor4D; y: tf.Tensor4D } {
  const [first, second] = [x.tensors(), y.tensors()];
  tf.dispose([first.y, second.y]);
  return { x: first.x, y: second.x };
}

/** The distance between the styles when nothing is done at all: the mark to beat. */
export async function identityDistance(test: AlignedImages): Promise<number> {
  const { x, y } = imagesOf(test);
  const distance = await pixelDistance(x, y);
  tf.dispose([x, y]);
  return distance;
}

/** Some test images in columns: x, what became of them in each of the `rows`, y. */
export async function gallery(
  context: Context,
  name: string,
  test: Omit<AlignedImages, 'groups'>,
  rows: (x: tf.Tensor4D) => tf.Tensor4D[],
) {
  const shown = Math.min(16, test.x.size);
  const indices = Array.from({ length: shown }, (_, i) => Math.floor((i * test.x.size) / shown));
  const { x, y } = imagesOf({ x: test.x.subset(indices), y: test.y.subset(indices) });
  const all = tf.tidy(() => tf.concat([x, ...rows(x), y]));
  await context.picture(name, await imageGrid(all, { columns: shown }));
  tf.dispose([x, y, all]);
}

export interface Translation extends CyclePreset {
  readonly name: string;
  readonly epochs: number;
  readonly batchSize: number;
  readonly seed: number;
  /** epochs in which the translators first learn to copy; none unless said */
  readonly copying?: number;
  /** stores the translators of the first seed: "data/checkpoints/cyclegan" -> cyclegan-G.safetensors, cyclegan-F... */
  readonly weights?: string;
}

/**
 * Trains on unpaired halves of the training set, and measures on true pairs of the test set: the distance of G(x) to y
 * and of F(y) to x as shares of the identity's, and the cycle error, all on the scale from 0 to 1.
 */
export async function translated(context: Context, { train: set, test }: Emoji, t: Translation): Promise<Measures> {
  reseed(t.seed);
  const model = new CycleGAN(t.config, t.loss);
  const halves = unpairedHalves(set);
  const before = t.copying
    ? await learnToCopy(context, model, halves, { ...t, epochs: context.quick ? 1 : t.copying })
    : 0;
  const { history, at, seconds } = await train(model, halves, {
    epochs: context.quick ? 2 : t.epochs,
    batchSize: t.batchSize,
    seed: t.seed,
    checkpoint: context.checkpoint(`${t.name} ${t.seed}`),
    report: context.report(`${t.name}, seed ${t.seed}`),
  });
  const measures = await measured(model, test);
  if (t.seed === context.seed) {
    const name = t.name.replaceAll(' ', '-');
    if (t.weights) {
      await context.weights(`${t.weights}-G.safetensors`, model.G);
      await context.weights(`${t.weights}-F.safetensors`, model.F);
    }
    await gallery(context, name, test, (x) => [model.toY(x), model.toX(model.toY(x))]);
    await context.picture(`${name}-losses`, lossCurves({ history, at }, 'loss'));
  }
  model.dispose();
  context.say(`${t.name}, seed ${t.seed}: ${(100 * measures['below identity']!).toFixed(1)} % below identity`);
  return { ...measures, minutes: (before + seconds) / 60 };
}

async function measured(model: CycleGAN, test: AlignedImages): Promise<Measures> {
  const { x, y } = imagesOf(test);
  const [toY, toX] = [model.toY(x), model.toX(y)];
  const [backX, backY] = [model.toX(toY), model.toY(toX)];
  const identity = await pixelDistance(x, y);
  const distance = await pixelDistance(toY, y);
  const measures = {
    L1: distance,
    'below identity': 1 - distance / identity,
    'below identity, backwards': 1 - (await pixelDistance(toX, x)) / identity,
    'cycle error': ((await pixelDistance(backX, x)) + (await pixelDistance(backY, y))) / 2,
  };
  tf.dispose([x, y, toY, toX, backX, backY]);
  return measures;
}

/** The measures under names that say whose they are. */
export const named = (who: string, measures: Measures): Measures =>
  Object.fromEntries(Object.entries(measures).map(([name, value]) => [`${name}, ${who}`, value]));
