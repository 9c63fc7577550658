import { EMOJI_CYCLEGAN, leastSquares } from 'saddlepoint';
import type { Context, Measures, Row } from './row';
import { emojiFor, identityDistance, translated } from './translation';

async function run(context: Context): Promise<Measures> {
  const emoji = await emojiFor(context);
  const t = { name: 'CycleGAN', config: EMOJI_CYCLEGAN, loss: leastSquares, epochs: 30, batchSize: 8 };
  return {
    'L1, identity': await identityDistance(emoji.test),
    ...(await context.once(t.name, () => translated(context, emoji, { ...t, seed: context.seed }))),
  };
}

export const row: Row = {
  row: 'M-05-all',
  title: 'CycleGAN, unpaired: Noto to Twemoji, all emoji',
  bars: [
    { measure: 'below identity', atLeast: 0.03 },
    { measure: 'cycle error', atMost: 0.05 },
  ],
  paper: 'other data: see M-05',
  run,
};
