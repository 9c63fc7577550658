import {
  CycleGAN,
  EMOJI_CYCLEGAN,
  imagesOnly,
  painterly,
  seed as reseed,
  tf,
  unpairedImages,
  type AlignedImages,
  type LabelledImages,
} from 'saddlepoint';
import type { Context, Measures, Row } from './row';
import { train } from './train';
import { emojiFor, gallery, imagesOf, named } from './translation';

const VARIANTS = { 'without identity loss': 0, 'with identity loss': EMOJI_CYCLEGAN.identity };
const FULL = { epochs: 100, batchSize: 8 };
const QUICK = { epochs: 1, batchSize: 4 };
/** Places in the picture, which a notebook shows: translations are noisy, and noise is long. */
const SHOWN = 8;

/**
 * As in the paper, where photographs of all hours meet the paintings of one painter, the two collections show different
 * things and are of different colours: places, in grey, blue and green, and painted faces, nearly all yellow. Whoever
 * only imitates paintings paints places yellow.
 */
interface Data {
  places: LabelledImages;
  faces: LabelledImages;
}

/** Drawings, and the same ones painted, of things of a kind. */
const withPaintings = (x: LabelledImages): Omit<AlignedImages, 'groups'> => ({ x, y: painterly(x) });

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
async function trained(context: Context, data: { train: Data; test: Data }, name: string, identity: number) {
  reseed(context.seed);
  const model = new CycleGAN({ ...EMOJI_CYCLEGAN, identity });
  const collections = [data.train.places, painterly(data.train.faces)].map(imagesOnly) as Parameters<
    typeof unpairedImages
  >;
  const { seconds } = await train(model, unpairedImages(...collections), {
    ...(context.quick ? QUICK : FULL),
    seed: context.seed,
    checkpoint: context.checkpoint(name),
    report: context.report(name),
  });
  const [places, faces] = [withPaintings(data.test.places), withPaintings(data.test.faces)];
  const shown = withPaintings(data.test.places.take(SHOWN));
  await gallery(context, name.replaceAll(' ', '-'), shown, (x) => [model.toY(x)]);
  const [p, f] = [imagesOf(places), imagesOf(faces)];
  const [toY, toX] = [model.toY(p.x), model.toX(f.y)];
  const shift = ((await colourShift(p.y, toY)) + (await colourShift(f.x, toX))) / 2;
  const fromOriginal = ((await colourShift(p.x, toY)) + (await colourShift(f.y, toX))) / 2;
  tf.dispose([p, f, toY, toX] as tf.TensorContainer);
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
  const [places, faces] = [await emojiFor(context, 'Travel & Places'), await emojiFor(context, 'Smileys & Emotion')];
  const of = (split: 'train' | 'test'): Data => ({ places: places[split].x, faces: faces[split].x });
  const data = { train: of('train'), test: of('test') };
  const { x, y } = imagesOf(withPaintings(data.test.places));
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
  title:
    'The identity loss keeps colours: drawings of places, paintings of yellow faces (Kuwahara filter; no photographs here)',
  bars: [{ measure: 'colour shift, with over without', atMost: 0.5 }],
  paper: 'pictures only: without it, paintings by day become photographs at sunset (Zhu et al. 2017, figure 9)',
  run,
};
