import {
  imageGrid,
  imagesOnly,
  mnist,
  mnistNet,
  seed as reseed,
  type LabelledImages,
  type MnistNet,
} from 'saddlepoint';
import { AblatedDCGAN, ALL, type Guidelines } from './ablations';
import { samples, scoreOf } from './judge';
import type { Context, Measures, Row } from './row';
import { train } from './train';

const VARIANTS: Record<string, Guidelines> = {
  'all guidelines': ALL,
  'no batch norm': { ...ALL, batchNorm: false },
  'ReLU in D': { ...ALL, leaky: false },
  'no tanh': { ...ALL, tanh: false },
  'pooling for strides': { ...ALL, strides: false },
};
const SEEDS = 3;
const FULL = { digits: 20_000, epochs: 3, width: 16, samples: 5000 };
const QUICK = { digits: 64, epochs: 1, width: 4, samples: 100 };

/** Trains one variant with one seed; gives its MNIST score. */
async function scoreAfter(
  context: Context,
  [name, guidelines]: [string, Guidelines],
  seed: number,
  digits: LabelledImages,
  net: MnistNet,
): Promise<number> {
  const sizes = context.quick ? QUICK : FULL;
  reseed(seed);
  const model = new AblatedDCGAN(guidelines, sizes.width);
  await train(model, imagesOnly(digits), {
    epochs: sizes.epochs,
    batchSize: 64,
    seed,
    checkpoint: context.checkpoint(`${name} ${seed}`),
    report: context.report(`${name}, seed ${seed}`),
  });
  const x = samples((n) => model.sample(n), sizes.samples);
  const measures = await scoreOf(net, x);
  if (seed === context.seed) {
    const shown = x.slice(0, 40);
    await context.picture(name.replaceAll(' ', '-'), await imageGrid(shown, { columns: 10, title: `I-02, ${name}` }));
    shown.dispose();
  }
  x.dispose();
  model.dispose();
  return measures['MNIST score']!;
}

async function run(context: Context): Promise<Measures> {
  const images = await mnist({ split: 'train' });
  const digits = images.take((context.quick ? QUICK : FULL).digits);
  const net = await mnistNet();
  const seeds = Array.from({ length: SEEDS }, (_, i) => context.seed + i);
  const scores: Record<string, number[]> = {};
  for (const [name, guidelines] of Object.entries(VARIANTS)) {
    const ofVariant: number[] = (scores[name] = []);
    for (const seed of seeds) {
      const score = await context.once(`${name} ${seed}`, () =>
        scoreAfter(context, [name, guidelines], seed, digits, net),
      );
      ofVariant.push(score);
      context.say(`${name}, seed ${seed}: MNIST score ${score.toFixed(2)}`);
    }
  }
  net.dispose();
  await context.table('scores', { seed: seeds, ...scores });
  const worse = (name: string) => scores[name]!.filter((score, i) => score < scores['all guidelines']![i]!).length;
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    ...Object.fromEntries(Object.entries(scores).map(([name, values]) => [`MNIST score, ${name}`, mean(values)])),
    'seeds worse without batch norm': worse('no batch norm'),
  };
}

export const row: Row = {
  row: 'I-02',
  title: "DCGAN's guidelines, each left out: MNIST score after 3 epochs of 20,000 digits, means of 3 seeds",
  bars: [{ measure: 'seeds worse without batch norm', atLeast: 2 }],
  paper: 'no numbers: the guidelines are said to be what made training stable (Radford et al. 2016, section 3)',
  run,
};
