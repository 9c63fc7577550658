import { balancedSubset, dcganDiscriminator, emoji, mnist, pooledFeatures, type DCGANConfig } from 'saddlepoint';
import { CONFIG as EMOJI, DISCRIMINATOR as EMOJI_D } from './emoji-gan';
import { fewLabels, pixels, svmErrorOf, type FewLabels } from './thousand-labels';
import { CONFIG as DIGITS, MARGIN } from './I-01';
import type { Context, Measures, Row } from './row';
import { withStored, type Stored } from './stored';

const DIGITS_D: Stored = { path: 'data/checkpoints/dcgan-discriminator.safetensors', row: 'I-01' };

/** Pixels against features of a discriminator, and of one that has learnt nothing. */
async function compare(
  context: Context,
  name: string,
  data: FewLabels,
  [config, stored]: readonly [DCGANConfig, Stored],
): Promise<Measures> {
  const untrained = dcganDiscriminator(config);
  const trained = await withStored(dcganDiscriminator(config), stored, context);
  const ways = {
    pixels,
    'untrained D': (x) => pooledFeatures(x, untrained),
    D: (x) => pooledFeatures(x, trained),
  } satisfies Record<string, typeof pixels>;
  const found: Record<string, number> = {};
  for (const [way, describe] of Object.entries(ways)) {
    const label = `${name}, ${way}`;
    Object.assign(found, await context.once(label, () => svmErrorOf(context, label, data, describe)));
  }
  untrained.dispose();
  trained.dispose();
  const gained = found[`${name}, pixels: error`]! - found[`${name}, D: error`]!;
  return { ...found, [`${name}: gained on pixels`]: gained };
}

async function run(context: Context): Promise<Measures> {
  const [shown, held] = [await mnist({ split: 'train' }), await mnist({ split: 'test' })];
  const digits = fewLabels(context, shown.withMargin(MARGIN), held.withMargin(MARGIN));
  const [train, test] = [await emoji({ split: 'train' }), await emoji({ split: 'test' })];
  const known = context.quick ? balancedSubset(train.x, 4) : train.x;
  const asked = context.quick ? test.x.take(40) : test.x;
  return {
    ...(await compare(context, 'digits', digits, [DIGITS, DIGITS_D])),
    ...(await compare(context, 'emoji', { known, asked }, [EMOJI, EMOJI_D])),
  };
}

export const row: Row = {
  row: 'I-07',
  title: "Features of a DCGAN's discriminator and a linear SVM: digits from 1,000 labels, categories of emoji",
  bars: [
    { measure: 'digits, D: error', atMost: 0.05 },
    { measure: 'digits: gained on pixels', atLeast: 0.03 },
    { measure: 'emoji: gained on pixels', atLeast: 0.08 },
  ],
  paper: 'CIFAR-10, D trained on ImageNet: 82.8 % right, 84.3 % by Exemplar CNN, 80.6 % by k-means of one layer',
  run,
};
