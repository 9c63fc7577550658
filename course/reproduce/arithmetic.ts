// Radford, Metz, Chintala 2016, section 6.3 and figure 7: arithmetic on the codes of a generator, where a judge can say
// whether the image shows what was asked for.
import { analogy, columnMeans, imageGrid, tf } from 'saddlepoint';
import { pick, type CodeGenerator, type Pool } from './code-generator';
import type { Bar, Context, Measures } from './row';

const TRIALS = { full: 200, quick: 4 };
/** Codes that are averaged, and noisy ones around a result: the numbers of the paper's figure 7. */
const AVERAGED = 3;
const AROUND = 8;
const NOISE = 0.25;
/** How sure the judge must be of the samples that stand for a word, and of the image of their mean code. */
const SURE = 0.95;
/** Triples that are drawn for a word, at most, for each that is wanted. */
const PATIENCE = 50;
const SHOWN = 6;

/**
 * "Smiling woman - neutral woman + neutral man": what is to be added, a smile, and what is to be kept, a man, as
 * probabilities that a judge reads.
 */
export interface Question<Reading> {
  readonly added: (r: Reading) => number;
  readonly kept: (r: Reading) => number;
}

/** Whether an image shows a word. */
type Fits<Reading> = (r: Reading) => boolean;

/** Who stands for a, b and c of a - b + c: a shows what is added alone, b neither, c what is kept alone. */
function terms<Reading>({ added, kept }: Question<Reading>): Fits<Reading>[] {
  const yes = (p: number) => p > SURE;
  const no = (p: number) => p < 1 - SURE;
  return [(r) => yes(added(r)) && no(kept(r)), (r) => no(added(r)) && no(kept(r)), (r) => no(added(r)) && yes(kept(r))];
}

/** Who draws, who reads, and codes to choose from. */
export interface Judged<Reading> {
  readonly generator: CodeGenerator;
  readonly judge: (x: tf.Tensor4D) => Promise<Reading[]>;
  readonly pool: Pool<Reading>;
}

/** The three sets of codes of a trial. */
type Sets = readonly [number[][], number[][], number[][]];

/** Codes [count, 3, J] of a word, and the share of all triples drawn for them whose mean shows it. */
interface Triples {
  readonly triples: number[][][];
  readonly shown: number;
}

/**
 * Triples of samples that show a word, and so does the image of their mean code: the paper draws it under each of them,
 * and what is added and subtracted are these means.
 * @throws Error when too few means show the word
 */
async function triplesOf<Reading>(
  { generator, judge, pool }: Judged<Reading>,
  fits: Fits<Reading>,
  count: number,
): Promise<Triples> {
  const triples: number[][][] = [];
  let tried = 0;
  for (; triples.length < count; tried += count) {
    if (tried >= PATIENCE * count)
      throw new Error(`Of ${tried} triples only ${triples.length} have a mean that shows their word, not ${count}.`);
    const drawn = Array.from({ length: count }, () => pick(pool, AVERAGED, fits));
    const x = generator.images(drawn.map(columnMeans));
    const read = await judge(x);
    x.dispose();
    triples.push(...drawn.filter((_, i) => fits(read[i]!)));
  }
  return { triples: triples.slice(0, count), shown: triples.length / tried };
}

/** The same arithmetic on the images of the codes: their means [T, 3, H, W, C], and a - b + c of them. */
function inPixels(generator: CodeGenerator, trials: readonly Sets[]): { means: tf.Tensor; result: tf.Tensor4D } {
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

/** Trials with codes of their own. In a quick run every sample stands for every word. */
async function trialsOf<Reading>(
  { quick }: Context,
  question: Question<Reading>,
  judged: Judged<Reading>,
): Promise<{ trials: Sets[]; shown: number }> {
  const count = quick ? TRIALS.quick : TRIALS.full;
  const words: Triples[] = [];
  for (const fits of terms(question)) words.push(await triplesOf(judged, quick ? () => true : fits, count));
  return {
    trials: Array.from({ length: count }, (_, t) => words.map(({ triples }) => triples[t]!) as unknown as Sets),
    shown: mean(words.map(({ shown }) => shown)),
  };
}

/** Asks a question two hundred times. */
export async function ask<Reading>(
  context: Context,
  name: string,
  question: Question<Reading>,
  judged: Judged<Reading>,
): Promise<Measures> {
  const { generator, judge } = judged;
  const { added, kept } = question;
  const { trials, shown: meansThatShow } = await trialsOf(context, question, judged);
  const results = trials.map(([a, b, c]) => analogy(a, b, c));
  const noisy = (z: number[]) => z.map((value) => value + NOISE * (2 * Math.random() - 1));
  const around = results.flatMap((z) => Array.from({ length: AROUND }, () => noisy(z)));
  const [x, near] = [generator.images(results), generator.images(around)];
  const pixels = inPixels(generator, trials);
  const [read, readNear, readPixels] = [await judge(x), await judge(near), await judge(pixels.result)];
  const shown = firstTrials(pixels, x, near);
  await context.picture(name, await imageGrid(shown, { columns: 9 }));
  tf.dispose([x, near, shown, ...Object.values(pixels)]);
  const all = [...read, ...readNear];
  const confidence = (of: readonly Reading[]) => mean(of.map((r) => added(r) * kept(r)));
  return {
    [`${name}: means of three that show their word`]: meansThatShow,
    [`${name}: target reached`]: share(all.map(added)),
    [`${name}: the other kept`]: share(all.map(kept)),
    [`${name}: confidence`]: confidence(read),
    [`${name}: confidence less that of pixels`]: confidence(read) - confidence(readPixels),
  };
}

/** What an answer must be. */
export const barsOf = (name: string): Bar[] => [
  { measure: `${name}: target reached`, atLeast: 0.8 },
  { measure: `${name}: the other kept`, atLeast: 0.7 },
  { measure: `${name}: confidence less that of pixels`, atLeast: 0 },
];
