import { mnist, tf } from 'saddlepoint';
import { GENERATORS, storedSamples } from './generators';
import { parzenOf } from './judge';
import type { Context, Measures, Row } from './row';

type Judged = 'real training images' | keyof typeof GENERATORS;

/** The images whose windows are scored, [n, 28, 28, 1] in [-1, 1]; the real ones are always the same. */
async function imagesOf(name: Judged, n: number): Promise<tf.Tensor4D> {
  if (name !== 'real training images') return storedSamples(name, n);
  const { x, y } = (await mnist({ split: 'train' })).take(n).tensors();
  y.dispose();
  return x;
}

async function run(context: Context): Promise<Measures> {
  const [n, held] = context.quick ? [500, 100] : [10_000, 10_000];
  const names: Judged[] = ['real training images', ...(Object.keys(GENERATORS) as (keyof typeof GENERATORS)[])];
  const measures: Record<string, number> = {};
  for (const [i, name] of names.entries()) {
    const x = await imagesOf(name, n);
    const score = await parzenOf(x, held);
    x.dispose();
    measures[name] = score['Parzen']!;
    measures[`${name}, standard error`] = score['Parzen, standard error']!;
    measures[`${name}, sigma`] = score['Parzen, sigma']!;
    context.progress('Parzen windows', i + 1, names.length);
  }
  return measures;
}

export const row: Row = {
  row: 'H-01',
  title: 'Parzen windows (nats) around 10,000 images: real ones, and those of the stored generators',
  bars: [
    { measure: 'real training images', atLeast: 240 },
    { measure: 'real training images', atMost: 248 },
    { measure: 'MLP GAN', atLeast: 150 },
  ],
  stretch: [{ measure: 'MLP GAN', atLeast: 225 }],
  paper: 'a GAN 225 ± 2 (Goodfellow et al. 2014, table 1)',
  run,
};
