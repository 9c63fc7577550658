import { DISCOGAN, DUALGAN, type CyclePreset } from 'saddlepoint';
import type { Context, Measures, Row } from './row';
import { emojiFor, FLAGS_TRAINING, identityDistance, named, translated } from './translation';

const PRESETS: Record<string, CyclePreset> = { DualGAN: DUALGAN, DiscoGAN: DISCOGAN };

async function run(context: Context): Promise<Measures> {
  const flags = await emojiFor(context, 'Flags');
  let measures: Measures = { 'L1, identity': await identityDistance(flags.test) };
  for (const [name, preset] of Object.entries(PRESETS)) {
    const config = { ...preset.config, ...FLAGS_TRAINING.config };
    const t = { ...FLAGS_TRAINING, ...preset, config, name, seed: context.seed };
    measures = { ...measures, ...named(name, await context.once(name, () => translated(context, flags, t))) };
  }
  return measures;
}

export const row: Row = {
  row: 'M-10',
  title: 'DualGAN and DiscoGAN, unpaired: Noto to Twemoji flags',
  bars: [
    { measure: 'below identity, DualGAN', atLeast: 0.15 },
    { measure: 'below identity, DiscoGAN', atLeast: 0.15 },
  ],
  paper: 'other data, pictures mostly (Yi et al. 2017; Kim et al. 2017)',
  run,
};
