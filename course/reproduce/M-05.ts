import { EMOJI_CYCLEGAN, leastSquares } from 'saddlepoint';
import type { Context, Measures, Row } from './row';
import { emojiFor, identityDistance, medians, named, translated, type Emoji, type Translation } from './translation';

const FLAGS = { config: EMOJI_CYCLEGAN, loss: leastSquares, epochs: 120, batchSize: 4 };
const CYCLEGAN: Omit<Translation, 'seed'> = { ...FLAGS, name: 'CycleGAN', weights: 'data/checkpoints/cyclegan' };
/** Two GANs that know nothing of one another: row M-04. */
const GAN_ONLY = { ...FLAGS, name: 'GAN only', config: { ...EMOJI_CYCLEGAN, lambda: 0, identity: 0 } };
const ALL: Omit<Translation, 'seed'> = { ...FLAGS, name: 'all emoji', epochs: 30, batchSize: 8 };
const SEEDS = 3;

/** The medians of some seeds, each of which is remembered by itself. */
async function ofSeeds(context: Context, data: Emoji, t: Omit<Translation, 'seed'>, count: number): Promise<Measures> {
  const runs: Measures[] = [];
  for (let i = 0; i < count; i++) {
    const seed = context.seed + i;
    runs.push(await context.once(`${t.name} ${seed}`, () => translated(context, data, { ...t, seed })));
  }
  return named(t.name, medians(runs));
}

async function run(context: Context): Promise<Measures> {
  const flags = await emojiFor(context, 'Flags');
  const identity = await identityDistance(flags.test);
  const cycleGAN = await ofSeeds(context, flags, CYCLEGAN, SEEDS);
  const ganOnly = await ofSeeds(context, flags, GAN_ONLY, 1);
  const all = await emojiFor(context);
  const ofAll = await ofSeeds(context, all, ALL, 1);
  return {
    'L1, identity': identity,
    ...cycleGAN,
    ...ganOnly,
    'L1, GAN only, over identity': ganOnly['L1, GAN only']! / identity,
    'L1, GAN only, over CycleGAN': ganOnly['L1, GAN only']! / cycleGAN['L1, CycleGAN']!,
    'L1, identity, all emoji': await identityDistance(all.test),
    ...ofAll,
  };
}

export const row: Row = {
  row: 'M-05',
  title: 'CycleGAN, unpaired: Noto to Twemoji flags, median of 3 seeds; GAN only (row M-04); all emoji',
  bars: [
    { measure: 'below identity, CycleGAN', atLeast: 0.25 },
    { measure: 'cycle error, CycleGAN', atMost: 0.05 },
    { measure: 'L1, GAN only, over identity', atLeast: 1 },
    { measure: 'L1, GAN only, over CycleGAN', atLeast: 1 },
    { measure: 'below identity, all emoji', atLeast: 0.03 },
  ],
  paper: 'other data: maps to aerial photos fool 26.8 % of people (Zhu et al. 2017, table 1)',
  run,
};
