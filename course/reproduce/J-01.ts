import {
  ConditionalDCGAN,
  conditionalGenerator,
  forward,
  imageGrid,
  keepRandom,
  labelVectors,
  mnist,
  mnistNet,
  MovingAverage,
  nonSaturating,
  oneHotLabels,
  r1,
  tf,
  type FitResult,
  type LabelledImages,
  type MnistNet,
  type OneHotBatch,
} from 'saddlepoint';
import { balanced, CONFIG, DIGITS, drawn, labelAccuracy, WEIGHTS } from './conditional';
import { distanceOf, parzenOf, scoreOf } from './judge';
import { storeLosses } from './losses';
import type { Context, Measures, Row } from './row';
import { train } from './train';

/** The penalty on every fourth step costs a fifth more time, and the game settles sooner. */
const LOSS = r1(nonSaturating, { gamma: 2, every: 4 });
/** What is judged and stored is the average of G's weights over about the last epoch. */
const DECAY = 0.999;
const FULL = { epochs: 5, batchSize: 64, samples: 10_000 };
const QUICK = { epochs: 1, batchSize: 64, samples: 100 };
/** Epochs after which a grid of samples is stored, all of the same z. */
const SHOWN = [1, 3];

/** One run: what is trained, on what, and who judges. */
interface Run {
  context: Context;
  sizes: typeof FULL;
  model: MovingAverage<OneHotBatch, 'discriminator' | 'generator'>;
  /** one image of the averaged generator a label */
  sample: (labels: readonly number[], z?: tf.Tensor2D) => tf.Tensor4D;
  digits: LabelledImages;
  net: MnistNet;
  /** z of the grids [100, latentDim] */
  z: tf.Tensor2D;
}

/** Samples, each class as often as the others. */
function samples({ sample, sizes }: Run): { x: tf.Tensor4D; labels: number[] } {
  const labels = balanced(sizes.samples);
  return { labels, x: drawn(sample, labels) };
}

async function grid({ context, sample, z }: Run, name: string): Promise<void> {
  const images = sample(
    DIGITS.flatMap((digit) => DIGITS.map(() => digit)),
    z,
  );
  await context.picture(name, await imageGrid(images, { columns: 10, title: `J-01, ${name}` }));
  images.dispose();
}

/** Trains until `epochs` epochs are done, from wherever the checkpoint is. */
function trainUntil({ context, sizes, model, digits }: Run, epochs: number): Promise<FitResult> {
  const { batchSize } = sizes;
  return train(model, oneHotLabels(digits, DIGITS.length), {
    epochs,
    batchSize,
    seed: context.seed,
    checkpoint: context.checkpoint('conditional-dcgan'),
    report: context.report(`epoch ${epochs} of ${sizes.epochs}`, sizes.epochs * Math.floor(digits.size / batchSize)),
  });
}

/** The label accuracy after every epoch; looking at it does not change the training. */
async function trainAndWatch(run: Run): Promise<number[]> {
  const { context, sizes, net } = run;
  const accuracies: number[] = [];
  for (let epoch = 1; epoch <= sizes.epochs; epoch++) {
    const accuracy = await context.once(`epoch ${epoch}`, async () => {
      await trainUntil(run, epoch);
      if (SHOWN.includes(epoch)) await grid(run, `epoch-${epoch}`);
      const { x, labels } = keepRandom(() => samples(run));
      const measured = await labelAccuracy(net, x, labels);
      x.dispose();
      return measured;
    });
    accuracies.push(accuracy);
    context.say(`epoch ${epoch}: MNIST-Net reads ${(100 * accuracy).toFixed(2)} % of the samples as their label`);
  }
  return accuracies;
}

async function storeCurves(context: Context, losses: FitResult, accuracies: number[]): Promise<void> {
  await storeLosses(context, losses);
  await context.table('accuracies', { epoch: accuracies.map((_, i) => i + 1), 'label accuracy': accuracies });
}

/** All that the row measures of the trained generator. */
async function judge(run: Run): Promise<Measures> {
  const { sizes, net } = run;
  const held = (await mnist({ split: 'test' })).take(sizes.samples).tensors();
  const { x, labels } = samples(run);
  const measures = {
    'label accuracy': await labelAccuracy(net, x, labels),
    ...(await scoreOf(net, x)),
    ...(await distanceOf(net, x, held.x)),
    ...(await parzenOf(x, sizes.samples)),
  };
  tf.dispose([held.x, held.y, x]);
  return measures;
}

async function run(context: Context): Promise<Measures> {
  const digits = await mnist({ split: 'train' });
  const gan = new ConditionalDCGAN(CONFIG, LOSS);
  const model = new MovingAverage(gan, gan.G, conditionalGenerator(CONFIG), DECAY);
  const run: Run = {
    context,
    sizes: context.quick ? QUICK : FULL,
    model,
    sample: (labels, z) =>
      tf.tidy(() => {
        const given = [z ?? gan.noise(labels.length), labelVectors(labels, CONFIG.classes)];
        return forward(model.average, given, { training: false }) as tf.Tensor4D;
      }),
    digits: context.quick ? digits.take(256) : digits,
    net: await mnistNet(),
    z: gan.noise(DIGITS.length ** 2),
  };
  const accuracies = await trainAndWatch(run);
  const result = await trainUntil(run, run.sizes.epochs); // only loads, when a resumed run had it all
  await grid(run, 'end');
  await storeCurves(context, result, accuracies);
  const measures = { ...(await judge(run)), 'minutes of training': result.seconds / 60 };
  await context.weights(WEIGHTS, model.average);
  run.net.dispose();
  model.dispose();
  return measures;
}

export const row: Row = {
  row: 'J-01',
  title: 'Conditional DCGAN on all of MNIST: 10,000 samples, read by MNIST-Net',
  bars: [
    { measure: 'label accuracy', atLeast: 0.97 },
    { measure: 'Parzen', atLeast: 132 },
  ],
  paper: 'Parzen 132 +- 1.8 nats (Mirza and Osindero 2014, table 1), by multilayer perceptrons',
  run,
};
