import { facesNet, type FaceReading } from 'saddlepoint';
import { ask, barsOf, type Question } from './arithmetic';
import { faceGrid, facePool, trainFaces } from './faces-gan';
import type { Context, Measures, Row } from './row';

/** A smile from women to men, glasses from men to women. */
const QUESTIONS: Record<'smile' | 'glasses', Question<FaceReading>> = {
  smile: { added: (r) => r.smiling, kept: (r) => 1 - r.woman },
  glasses: { added: (r) => r.glasses, kept: (r) => r.woman },
};

async function run(context: Context): Promise<Measures> {
  const generator = await trainFaces(context);
  const net = await facesNet();
  const pool = await facePool(generator, net, context);
  const shown = generator.images(pool.z.slice(0, 64));
  await faceGrid(context, 'samples', shown, 16);
  shown.dispose();
  const judged = { generator, pool, judge: (x: Parameters<typeof net.read>[0]) => net.read(x) };
  const smile = await ask(context, 'smile', QUESTIONS.smile, judged);
  const glasses = await ask(context, 'glasses', QUESTIONS.glasses, judged);
  generator.dispose();
  net.dispose();
  return { ...smile, ...glasses };
}

export const row: Row = {
  row: 'I-12',
  title: 'Vector arithmetic on the codes of a DCGAN on FACES-P: a smile and glasses change sides',
  bars: [...barsOf('smile'), ...barsOf('glasses')],
  paper: 'figure 7: pictures, no number (Radford et al. 2016)',
  run,
};
