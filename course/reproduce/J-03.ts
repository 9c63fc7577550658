import {
  arrayDataset,
  columnMeans,
  ConditionalMLPGAN,
  emoji,
  nonSaturating,
  r1,
  tf,
  type ConditionedBatch,
  type Dataset,
  type LabelledImages,
  type Rows,
} from 'saddlepoint';
import { bothStyles } from './emoji-gan';
import { EMOJI_NET, emojiNet } from './emoji-net';
import { wordsIn } from './emoji-words';
import type { Context, Measures, Row } from './row';
import { withStored } from './stored';
import { train } from './train';

const FULL = { epochs: 80, draws: 100, hidden: [256, 256] };
const QUICK = { epochs: 1, draws: 3, hidden: [16] };
/** Words that are named for an image. */
const NAMED = 10;
/** Test emoji whose words are printed. */
const EXAMPLES = [0, 60, 120, 180, 240, 300];

/** Pairs of an image's features and one word of its name, which is a 1 among zeros. */
function pairs(features: Rows, words: readonly (readonly number[])[], vocabulary: number): Dataset<ConditionedBatch> {
  const size = features[0]!.length;
  const rows = features.flatMap((row, n) => words[n]!.map((word) => ({ row, word })));
  const values = new Float32Array(rows.length * (vocabulary + size));
  rows.forEach(({ row, word }, i) => {
    const start = i * (vocabulary + size);
    values[start + word] = 1;
    values.set(row, start + vocabulary);
  });
  const all = arrayDataset<tf.Tensor2D>('words of emoji', values, [vocabulary + size]);
  return {
    name: all.name,
    size: all.size,
    *batches(batchSize) {
      for (const both of all.batches(batchSize)) {
        const [x, y] = tf.split(both, [vocabulary, size], 1) as [tf.Tensor2D, tf.Tensor2D];
        both.dispose();
        yield { x, y };
      }
    },
  };
}

/** Of each image the words that come up most over many draws of z [N][NAMED]. */
async function named(gan: ConditionalMLPGAN, features: Rows, draws: number): Promise<number[][]> {
  const mean = tf.tidy(() => {
    const y = tf.tensor2d(features.map((row) => Array.from(row)));
    let sum: tf.Tensor2D = gan.sample(y);
    for (let i = 1; i < draws; i++) sum = tf.tidy(() => sum.add(gan.sample(y)));
    return sum;
  });
  const { indices, values } = tf.topk(mean, NAMED);
  const words = await indices.array();
  tf.dispose([mean, indices, values]);
  return words;
}

/** The share of all words of the names that are among those named. */
function hitRate(words: readonly (readonly number[])[], found: readonly (readonly number[])[]): number {
  const hits = words.map((own, n) => own.filter((word) => found[n]!.includes(word)).length);
  return hits.reduce((sum, n) => sum + n, 0) / words.flat().length;
}

/** Features of EMO-Net for the training emoji in both styles and for the test emoji, of variance about 1. */
async function featuresOf(context: Context, held: LabelledImages): Promise<Record<'known' | 'asked', Rows>> {
  const net = emojiNet();
  await withStored(net.net, EMOJI_NET, context);
  const read = async (images: LabelledImages) => {
    const { x, y } = images.tensors();
    const rows = await net.features(x);
    tf.dispose([x, y]);
    return rows;
  };
  const [known, asked] = [await read(await bothStyles()), await read(held)];
  net.dispose();
  const squares = columnMeans(known.map((row) => row.map((value) => value ** 2)));
  const deviation = Math.sqrt(squares.reduce((sum, value) => sum + value, 0) / squares.length);
  const scaled = (rows: Rows) => rows.map((row) => Array.from(row, (value) => value / deviation));
  return { known: scaled(known), asked: scaled(asked) };
}

async function trainedGAN(context: Context, data: Dataset<ConditionedBatch>, outputs: number) {
  const { epochs, hidden } = context.quick ? QUICK : FULL;
  const sizes = { outputs, conditions: 64, latentDim: 32, hidden, output: 'softmax' } as const;
  const gan = new ConditionalMLPGAN(
    { ...sizes, learningRate: 3e-4, beta1: 0.5 },
    r1(nonSaturating, { gamma: 1, every: 4 }),
  );
  const { history, at, seconds } = await train(gan, data, {
    epochs,
    batchSize: 64,
    seed: context.seed,
    checkpoint: context.checkpoint('gan'),
    report: context.report('training'),
  });
  await context.table('losses', { step: at, ...history });
  return { gan, seconds };
}

async function run(context: Context): Promise<Measures> {
  const [shown, held] = [await emoji({ split: 'train' }), await emoji({ split: 'test' })];
  const words = wordsIn(shown);
  const { vocabulary } = words;
  const [ofShown, ofHeld] = [words.of(shown), words.of(held)];
  const { known, asked } = await featuresOf(context, held.x);
  const data = pairs(known, [...ofShown, ...ofShown], vocabulary.length);
  const { gan, seconds } = await trainedGAN(context, data, vocabulary.length);
  const found = await named(gan, asked, (context.quick ? QUICK : FULL).draws);
  gan.dispose();
  for (const n of EXAMPLES) context.say(`${held.names[n]!}: ${found[n]!.map((word) => vocabulary[word]!).join(', ')}`);
  const commonest = Array.from({ length: NAMED }, (_, i) => i);
  const [rate, baseline] = [found, found.map(() => commonest)].map((some) => hitRate(ofHeld, some)) as [number, number];
  return {
    'hit rate': rate,
    'hit rate of the commonest words': baseline,
    'times the commonest words': rate / baseline,
    'minutes of training': seconds / 60,
  };
}

export const row: Row = {
  row: 'J-03',
  title: 'A conditional GAN that names words for an emoji from features of its picture',
  bars: [{ measure: 'times the commonest words', atLeast: 2 }],
  paper: 'tags for photographs of Flickr: examples, no number (Mirza and Osindero 2014, section 4.2)',
  run,
};
