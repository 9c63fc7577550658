import { EMOJI_CATEGORIES, tf } from 'saddlepoint';
import { duplicatesIn } from './deduplication';
import { bothStyles, EmojiGAN } from './emoji-gan';
import { neighboursOf } from './judge';
import type { Context, Measures, Row } from './row';

const FULL = { epochs: [1, 5, 50, 400], batchSize: 32, images: Infinity, probes: 200, samples: 1000 };
const QUICK = { epochs: [1, 2], batchSize: 16, images: 80, probes: 20, samples: 30 };
const OBJECTS = EMOJI_CATEGORIES.indexOf('Objects');

async function run(context: Context): Promise<Measures> {
  const { epochs, batchSize, images, probes, samples } = context.quick ? QUICK : FULL;
  const all = await bothStyles();
  const { repeated, measures: ofDuplicates } = await duplicatesIn(context, all);
  const objects = Array.from(all.labels.keys()).filter((i) => all.labels[i] === OBJECTS);
  const once = objects.filter((i) => !repeated.has(i));
  tf.util.shuffle(once); // the first images are held against the others to see how near to one another they lie
  const emoji = all.subset(once.slice(0, images));
  const gan = new EmojiGAN(context, emoji, batchSize);
  for (const epoch of epochs) {
    await gan.trainUntil(epoch, epochs.at(-1)!);
    await gan.show(`epoch-${epoch}`);
  }
  const { x, y } = emoji.tensors();
  const drawn = gan.sample(samples);
  const { measures: copies, picture } = await neighboursOf(drawn, x, probes);
  await context.picture('neighbours', picture);
  tf.dispose([x, y, drawn]);
  gan.dispose();
  return { ...ofDuplicates, objects: objects.length, 'objects without duplicates': once.length, ...copies };
}

export const row: Row = {
  row: 'I-05',
  title: 'DCGAN on a few hundred emoji of objects without near duplicates: does it learn them by heart?',
  bars: [{ measure: 'share of copies', atMost: 0.05 }],
  paper: 'LSUN bedrooms after one epoch and after five; 275,000 near duplicates were removed (Radford et al. 2016)',
  run,
};
