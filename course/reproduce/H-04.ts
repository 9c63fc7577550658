import { classifierTwoSampleTest, mnist, tf, type TwoSampleTest } from 'saddlepoint';
import { GENERATORS, storedSamples } from './generators';
import type { Context, Measures, Row } from './row';

const FULL = { images: 10_000, epochs: 10 };
const QUICK = { images: 200, epochs: 1 };

/**
 * The classifier as a rater that is shown a real image beside a sample and says which is real, as a person is asked
 * (2-AFC): it takes the one with the larger logit. The share of pairs that it gets right.
 */
const pairsToldApart = ({ logits: { first, second } }: TwoSampleTest): number =>
  first.filter((s, n) => s > second[n]!).length / first.length;

async function run(context: Context): Promise<Measures> {
  const { images, epochs } = context.quick ? QUICK : FULL;
  const test = (await mnist({ split: 'test' })).take(images);
  const { x, y } = test.tensors();
  // every other image: the first half of the test images was written more neatly than the second
  const [even, odd] = tf.tidy(() => tf.unstack(x.reshape([images / 2, 2, 784]), 1)) as [tf.Tensor, tf.Tensor];
  const alike = await classifierTwoSampleTest(even, odd, { epochs });
  const measures: Record<string, number> = {
    'C2ST, real against real': alike.accuracy,
    'p-value, real against real': alike.pValue,
  };
  for (const name of Object.keys(GENERATORS) as (keyof typeof GENERATORS)[]) {
    const samples = await storedSamples(name, images);
    const found = await classifierTwoSampleTest(x, samples, { epochs });
    samples.dispose();
    measures[`C2ST, ${name}`] = found.accuracy;
    measures[`pairs told apart, ${name}`] = pairsToldApart(found);
    context.say(`${name}: told from real images in ${(100 * found.accuracy).toFixed(1)} % of ${found.held}`);
  }
  tf.dispose([x, y, even, odd]);
  return measures;
}

export const row: Row = {
  row: 'H-04',
  title: 'Can a classifier tell samples from real images? Real ones it cannot (classifier two-sample test on pixels)',
  bars: [
    { measure: 'C2ST, real against real', atLeast: 0.48 },
    { measure: 'C2ST, real against real', atMost: 0.52 },
  ],
  paper: 'people, on CIFAR-10: 78.7 % of their answers right (Salimans et al. 2016, section 6.2)',
  run,
};
