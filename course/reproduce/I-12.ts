import { analogy, facesNet, tf, type FaceReading, type FacesNet } from 'saddlepoint';
import { faceGrid, pick, trainGenerator, type FacesGenerator, type Pool } from './faces-gan';
import type { Context, Measures, Row } from './row';

const TRIALS = { full: 100, quick: 4 };
/** Codes that are averaged, and noisy ones around a result: the numbers of the paper's figure 7. */
const AVERAGED = 3;
const AROUND = 8;
const NOISE = 0.25;
/** How sure FACES-Net must be of the samples that stand for a word. */
const SURE = 0.9;
const SHOWN = 6;

/** A generator that has seen little draws nobody that the judge is sure of. */
const anyone = () => true;
const yes = (p: number) => p > SURE;
const no = (p: number) => p < 1 - SURE;

/** "a - b + c", and the probabilities that the result shows what was added and is still what it was. */
interface Question {
  readonly terms: readonly ((r: FaceReading) => boolean)[];
  readonly target: (r: FaceReading) => number;
  readonly kept: (r: FaceReading) => number;
}

const QUESTIONS: Record<'smile' | 'glasses', Question> = {
  // smiling woman - neutral woman + neutral man
  smile: {
    terms: [
      (r) => yes(r.smiling) && yes(r.woman),
      (r) => no(r.smiling) && yes(r.woman),
      (r) => no(r.smiling) && no(r.woman),
    ],
    target: (r) => r.smiling,
    kept: (r) => 1 - r.woman,
  },
  // man with glasses - man without + woman without
  glasses: {
    terms: [
      (r) => yes(r.glasses) && no(r.woman),
      (r) => no(r.glasses) && no(r.woman),
      (r) => no(r.glasses) && yes(r.woman),
    ],
    target: (r) => r.glasses,
    kept: (r) => r.woman,
  },
};

/** The three sets of codes of a trial. */
type Sets = readonly [number[][], number[][], number[][]];

/** The same arithmetic on the images of the codes: their means [T, 3, 32, 32, 3], and a - b + c of them. */
function inPixels(generator: FacesGenerator, trials: readonly Sets[]): { means: tf.Tensor; result: tf.Tensor4D } {
  return tf.tidy(() => {
    const x = generator.images(trials.flat(2));
    const means = x.reshape([trials.length, 3, AVERAGED, ...x.shape.slice(1)]).mean(2);
    const [a, b, c] = tf.unstack(means, 1) as [tf.Tensor4D, tf.Tensor4D, tf.Tensor4D];
    return { means, result: a.sub(b).add(c).clipByValue(-1, 1) as tf.Tensor4D };
  });
}

/** Rows of a picture: the mean images of a, b and c, their arithmetic, then the image of the code, and of four near it. */
function firstTrials({ means, result }: ReturnType<typeof inPixels>, x: tf.Tensor4D, near: tf.Tensor4D): tf.Tensor4D {
  return tf.tidy(() => {
    const rows = Array.from({ length: Math.min(SHOWN, x.shape[0]) }, (_, t) => [
      means.slice([t], [1]).squeeze<tf.Tensor4D>([0]),
      result.slice([t], [1]),
      x.slice([t], [1]),
      near.slice([t * AROUND], [4]),
    ]);
    return tf.concat(rows.flat());
  });
}

const share = (values: readonly number[]) => values.filter((p) => p > 0.5).length / values.length;
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

async function ask(
  context: Context,
  name: keyof typeof QUESTIONS,
  { generator, net, pool }: { generator: FacesGenerator; net: FacesNet; pool: Pool },
): Promise<Measures> {
  const { terms, target, kept } = QUESTIONS[name];
  const count = context.quick ? TRIALS.quick : TRIALS.full;
  const draw = () => terms.map((fits) => pick(pool, AVERAGED, context.quick ? anyone : fits)) as unknown as Sets;
  const trials = Array.from({ length: count }, draw);
  const results = trials.map(([a, b, c]) => analogy(a, b, c));
  const noisy = (z: number[]) => z.map((value) => value + NOISE * (2 * Math.random() - 1));
  const around = results.flatMap((z) => Array.from({ length: AROUND }, () => noisy(z)));
  const [x, near] = [generator.images(results), generator.images(around)];
  const pixels = inPixels(generator, trials);
  const [read, readNear, readPixels] = [await net.read(x), await net.read(near), await net.read(pixels.result)];
  const shown = firstTrials(pixels, x, near);
  await faceGrid(context, name, shown, 9);
  tf.dispose([x, near, shown, ...Object.values(pixels)]);
  const all = [...read, ...readNear];
  const confidence = (of: readonly FaceReading[]) => mean(of.map((r) => target(r) * kept(r)));
  return {
    [`${name}: target reached`]: share(all.map(target)),
    [`${name}: the other kept`]: share(all.map(kept)),
    [`${name}: confidence`]: confidence(read),
    [`${name}: confidence less that of pixels`]: confidence(read) - confidence(readPixels),
  };
}

async function run(context: Context): Promise<Measures> {
  const generator = await trainGenerator(context);
  const net = await facesNet();
  const pool = await generator.pool(net, context);
  const shown = generator.images(pool.z.slice(0, 64));
  await faceGrid(context, 'samples', shown, 16);
  shown.dispose();
  const judged = { generator, net, pool };
  const measures = { ...(await ask(context, 'smile', judged)), ...(await ask(context, 'glasses', judged)) };
  generator.dispose();
  net.dispose();
  return measures;
}

export const row: Row = {
  row: 'I-12',
  title: 'Vector arithmetic on the codes of a DCGAN on FACES-P: a smile and glasses change sides',
  bars: [
    { measure: 'smile: target reached', atLeast: 0.8 },
    { measure: 'smile: the other kept', atLeast: 0.7 },
    { measure: 'smile: confidence less that of pixels', atLeast: 0 },
    { measure: 'glasses: target reached', atLeast: 0.8 },
    { measure: 'glasses: the other kept', atLeast: 0.7 },
    { measure: 'glasses: confidence less that of pixels', atLeast: 0 },
  ],
  paper: 'figure 7: pictures, no number (Radford et al. 2016)',
  run,
};
