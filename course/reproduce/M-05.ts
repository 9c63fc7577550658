import { EMOJI_CYCLEGAN, leastSquares } from 'saddlepoint';
import type { Context, Measures, Row } from './row';
import { emojiFor, identityDistance, named, translated } from './translation';

/** 325 steps, at a rate that makes do with so few. */
const TRAINING = { epochs: 25, batchSize: 8 };
const config = { ...EMOJI_CYCLEGAN, learningRate: 1e-3 };
const VARIANTS = {
  CycleGAN: { config, weights: 'data/checkpoints/cyclegan' },
  /** Two GANs that know nothing of one another: row M-04. */
  'GAN only': { config: { ...config, lambda: 0, identity: 0 } },
};

async function run(context: Context): Promise<Measures> {
  const flags = await emojiFor(context, 'Flags');
  const identity = await identityDistance(flags.test);
  let measures: Measures = { 'L1, identity': identity };
  for (const [name, variant] of Object.entries(VARIANTS)) {
    const t = { ...TRAINING, ...variant, name, loss: leastSquares, seed: context.seed };
    measures = { ...measures, ...named(name, await context.once(name, () => translated(context, flags, t))) };
  }
  const ganOnly = measures['L1, GAN only']!;
  return {
    ...measures,
    'L1, GAN only, over identity': ganOnly / identity,
    'L1, GAN only, over CycleGAN': ganOnly / measures['L1, CycleGAN']!,
  };
}

export const row: Row = {
  row: 'M-05',
  title: 'CycleGAN, unpaired: Noto to Twemoji flags; and the GAN only (row M-04)',
  bars: [
    { measure: 'below identity, CycleGAN', atLeast: 0.25 },
    { measure: 'cycle error, CycleGAN', atMost: 0.05 },
    { measure: 'L1, GAN only, over identity', atLeast: 1 },
    { measure: 'L1, GAN only, over CycleGAN', atLeast: 1 },
  ],
  paper: 'other data: maps to aerial photos fool 26.8 % of people (Zhu et al. 2017, table 1)',
  run,
};
