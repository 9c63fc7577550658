import { imageGrid, imagesOnly, type DCGANConfig } from 'saddlepoint';
import { ask, barsOf, type Question } from './arithmetic';
import { trainGenerator } from './code-generator';
import { fontStyles, StyleNet, type Style } from './font-styles';
import type { Context, Measures, Row } from './row';

/** As the DCGAN of faces is. */
const CONFIG: DCGANConfig = { size: 32, channels: 1, latentDim: 100, width: 24, learningRate: 1e-3, beta1: 0.5 };
const FULL = { epochs: 40, batchSize: 64, pool: 4000 };
const QUICK = { epochs: 1, batchSize: 64, pool: 100 };

/** Weight from upright letters to slanted ones, slant from regular letters to heavy ones. */
const QUESTIONS: Record<'heavy' | 'slanted', Question<Style>> = {
  heavy: { added: (r) => r.heavy, kept: (r) => r.slanted },
  slanted: { added: (r) => r.slanted, kept: (r) => r.heavy },
};

async function run(context: Context): Promise<Measures> {
  const sizes = context.quick ? QUICK : FULL;
  const { train, test } = await fontStyles(context);
  const net = new StyleNet();
  await net.train(context, train);
  const judged = await net.accuracy(test);
  const generator = await trainGenerator(context, CONFIG, imagesOnly(train), sizes);
  const pool = await generator.pool(sizes.pool, (x) => net.read(x));
  const shown = generator.images(pool.z.slice(0, 64));
  await context.picture('samples', await imageGrid(shown, { columns: 16 }));
  shown.dispose();
  const asked = { generator, pool, judge: (x: typeof shown) => net.read(x) };
  const heavy = await ask(context, 'heavy', QUESTIONS.heavy, asked);
  const slanted = await ask(context, 'slanted', QUESTIONS.slanted, asked);
  generator.dispose();
  net.dispose();
  return { ...judged, ...heavy, ...slanted };
}

export const row: Row = {
  row: 'I-12-fonts',
  title: 'Vector arithmetic on the codes of a DCGAN on FONT-26: weight and slant go from one letter to another',
  bars: [...barsOf('heavy'), ...barsOf('slanted')],
  paper: 'figure 7: faces, pictures, no number (Radford et al. 2016)',
  run,
};
