import { CycleGAN, EMOJI_CYCLEGAN, painterly, seed as reseed, tf, unpairedHalves, type EmojiSet } from 'saddlepoint';
import type { Context, Measures, Row } from './row';
import { train } from './train';
import { emojiFor, gallery, imagesOf, named } from './translation';

const VARIANTS = { 'without identity loss': 0, 'with identity loss': EMOJI_CYCLEGAN.identity };
const FULL = { epochs: 20, batchSize: 8 };
const QUICK = { epochs: 1, batchSize: 4 };

/** Noto's drawings, and the same ones painted. */
const painted = (set: EmojiSet): EmojiSet => ({ ...set, y: painterly(set.x) });

/** How far the mean colours of images lie from those of others: mean over images and channels, on the scale from 0 to 1. */
async function colourShift(x: tf.Tensor4D, y: tf.Tensor4D): Promise<number> {
  const shift = tf.tidy(() =>
    y
      .mean([1, 2])
      .sub(x.mean([1, 2]))
      .abs()
      .mean()
      .div(2),
  );
  const [value] = await shift.data();
  shift.dispose();
  return value!;
}

/**
 * The filter itself moves mean colours a little, and a translator that moves them as far is right. So 'colour shift' is
 * the distance to the true painting, or the true original on the way back, which no network has seen; the distance to
 * what was translated, whose floor is the filter's own shift, stands beside it.
 */
async function trained(context: Context, data: { train: EmojiSet; test: EmojiSet }, name: string, identity: number) {
  reseed(context.seed);
  const model = new CycleGAN({ ...EMOJI_CYCLEGAN, identity });
  const { seconds } = await train(model, unpairedHalves(data.train), {
    ...(context.quick ? QUICK : FULL),
    seed: context.seed,
    checkpoint: context.checkpoint(name),
    report: context.report(name),
  });
  await gallery(context, name.replaceAll(' ', '-'), data.test, (x) => [model.toY(x)]);
  const { x, y } = imagesOf(data.test);
  const [toY, toX] = [model.toY(x), model.toX(y)];
  const shift = ((await colourShift(y, toY)) + (await colourShift(x, toX))) / 2;
  const fromOriginal = ((await colourShift(x, toY)) + (await colourShift(y, toX))) / 2;
  tf.dispose([x, y, toY, toX]);
  model.dispose();
  return { 'colour shift': shift, 'colour shift from the original': fromOriginal, minutes: seconds / 60 };
}

function withOverWithout(measures: Measures): Measures {
  const ratio = (of: string) => measures[`${of}, with identity loss`]! / measures[`${of}, without identity loss`]!;
  return Object.fromEntries(
    ['colour shift', 'colour shift from the original'].map((of) => [`${of}, with over without`, ratio(of)]),
  );
}

async function run(context: Context): Promise<Measures> {
  const { train: photos, test } = await emojiFor(context);
  const data = { train: painted(photos), test: painted(test) };
  const { x, y } = imagesOf(data.test);
  let measures: Measures = { 'colour shift, the filter itself': await colourShift(x, y) };
  tf.dispose([x, y]);
  for (const [name, identity] of Object.entries(VARIANTS)) {
    const result = await context.once(name, () => trained(context, data, name, identity));
    context.say(`${name}: colour shift ${result['colour shift'].toFixed(4)}`);
    measures = { ...measures, ...named(name, result) };
  }
  return { ...measures, ...withOverWithout(measures) };
}

export const row: Row = {
  row: 'M-06',
  title: 'The identity loss keeps colours: emoji to painted emoji (Kuwahara filter; no photographs here)',
  bars: [{ measure: 'colour shift, with over without', atMost: 0.5 }],
  paper: 'pictures only: without it, paintings by day become photographs at sunset (Zhu et al. 2017, figure 9)',
  run,
};
