import { mnist, tf } from 'saddlepoint';
import { GENERATORS, storedSamples } from './generators';
import { neighboursOf } from './judge';
import type { Context, Measures, Row } from './row';

const FULL = { train: 60_000, samples: 1000, probes: 1000, planted: 100 };
const QUICK = { train: 500, samples: 20, probes: 50, planted: 5 };

async function run(context: Context): Promise<Measures> {
  const sizes = context.quick ? QUICK : FULL;
  const { x, y } = (await mnist({ split: 'train' })).take(sizes.train).tensors();
  const measures: Record<string, number> = {};
  for (const name of Object.keys(GENERATORS) as (keyof typeof GENERATORS)[]) {
    const samples = await storedSamples(name, sizes.samples);
    const found = await neighboursOf(samples, x, sizes.probes);
    samples.dispose();
    await context.picture(name.toLowerCase().replace(' ', '-'), found.picture);
    measures[`share of copies, ${name}`] = found.measures['share of copies']!;
  }
  const planted = x.slice(0, sizes.planted);
  measures['planted copies found'] = (await neighboursOf(planted, x, sizes.probes)).measures['share of copies']!;
  tf.dispose([x, y, planted]);
  return measures;
}

export const row: Row = {
  row: 'G-18',
  title: 'Samples beside their nearest training images: are they copies? Planted ones are found (rows G-18, H-05)',
  bars: [
    { measure: 'share of copies, MLP GAN', atMost: 0.05 },
    { measure: 'share of copies, DCGAN', atMost: 0.05 },
    { measure: 'planted copies found', atLeast: 1 },
  ],
  paper: 'figures (Goodfellow et al. 2014, figure 2): the nearest training image in the last column',
  run,
};
