import {
  EMOJI_PIX2PIX,
  nonSaturating,
  pairedImages,
  Pix2Pix,
  seed as reseed,
  sharpness,
  tf,
  type GANLoss,
} from 'saddlepoint';
import type { Context, Measures, Row } from './row';
import { silent } from './silent';
import { train } from './train';
import { emojiFor, gallery, identityDistance, imagesOf, named, pixelDistance, type Emoji } from './translation';

const VARIANTS: Record<string, GANLoss> = { 'L1 alone': silent, 'L1 and GAN': nonSaturating };
/** 1,040 steps, at a rate that makes do with so few. */
const CONFIG = { ...EMOJI_PIX2PIX, learningRate: 1e-3 };
const FULL = { epochs: 40, batchSize: 8 };
const QUICK = { epochs: 2, batchSize: 4 };

async function trained(context: Context, data: Emoji, [name, loss]: [string, GANLoss]): Promise<Measures> {
  reseed(context.seed);
  const model = new Pix2Pix(CONFIG, loss);
  const { seconds } = await train(model, pairedImages(data.train), {
    ...(context.quick ? QUICK : FULL),
    seed: context.seed,
    checkpoint: context.checkpoint(name),
    report: context.report(name),
  });
  await gallery(context, name.replaceAll(' ', '-'), data.test, (x) => [model.translate(x)]);
  const { x, y } = imagesOf(data.test);
  const fake = model.translate(x);
  const sharp = await sharpnessOf(fake);
  const measures = { L1: await pixelDistance(fake, y), sharpness: sharp, minutes: seconds / 60 };
  tf.dispose([x, y, fake]);
  model.dispose();
  return measures;
}

/** On the scale from 0 to 1. */
async function sharpnessOf(images: tf.Tensor4D): Promise<number> {
  const value = sharpness(images);
  const [number] = await value.data();
  value.dispose();
  return number! / 2;
}

async function run(context: Context): Promise<Measures> {
  const data = await emojiFor(context, 'Flags');
  const { x, y } = imagesOf(data.test);
  const real = { 'sharpness, Twemoji': await sharpnessOf(y) };
  tf.dispose([x, y]);
  let measures: Measures = { 'L1, identity': await identityDistance(data.test), ...real };
  for (const [name, loss] of Object.entries(VARIANTS)) {
    const result = await context.once(name, () => trained(context, data, [name, loss]));
    context.say(`${name}: L1 ${result['L1']!.toFixed(4)}, sharpness ${result['sharpness']!.toFixed(4)}`);
    measures = { ...measures, ...named(name, result) };
  }
  return {
    ...measures,
    'sharpness, L1 and GAN, over L1 alone': measures['sharpness, L1 and GAN']! / measures['sharpness, L1 alone']!,
  };
}

export const row: Row = {
  row: 'M-01',
  title: 'pix2pix, paired: Noto to Twemoji flags, with and without the GAN',
  bars: [
    { measure: 'L1, L1 alone', atMost: 0.066 },
    { measure: 'L1, L1 and GAN', atMost: 0.075 },
    { measure: 'sharpness, L1 and GAN, over L1 alone', atLeast: 1.1 },
  ],
  paper:
    'other data: labels to photos, per-pixel accuracy 0.66 with the GAN, 0.42 without (Isola et al. 2017, table 1)',
  run,
};
