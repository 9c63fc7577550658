import {
  forward,
  imageGrid,
  imagesOnly,
  keepRandom,
  MLPGAN,
  mlpGenerator,
  mnist,
  MNIST_MLP_GAN,
  mnistNet,
  MovingAverage,
  smoothedLabels,
  tf,
  type FitResult,
  type LabelledImages,
  type MnistNet,
} from 'saddlepoint';
import { distanceOf, neighboursOf, parzenOf, samples, scoreOf, smallestClassOf } from './judge';
import { storeLosses } from './losses';
import type { Context, Measures, Row } from './row';
import { train } from './train';

export const MLP_GAN_WEIGHTS = 'data/checkpoints/mlp-gan-generator.safetensors';

/** Five times MNIST_MLP_GAN's learning rate: the training is short, and what is stored is an average. */
const CONFIG = { ...MNIST_MLP_GAN, learningRate: 1e-3 };
/** What is judged and stored is the average of G's weights over about the last two epochs. */
const DECAY = 0.999;
const FULL = { epochs: 40, every: 5, batchSize: 100, samples: 10_000, probes: 1000 };
const QUICK = { epochs: 2, every: 1, batchSize: 100, samples: 200, probes: 50 };

/** One run: what is trained, on what, and who judges. */
interface Run {
  context: Context;
  sizes: typeof FULL;
  model: MovingAverage<tf.Tensor, 'discriminator' | 'generator'>;
  /** n images of the averaged generator, or those of the given z */
  sample: (z: number | tf.Tensor2D) => tf.Tensor4D;
  digits: LabelledImages;
  net: MnistNet;
}

/** Trains until `epochs` epochs are done, from wherever the checkpoint is. */
function trainUntil({ context, sizes, model, digits }: Run, epochs: number): Promise<FitResult> {
  const { batchSize } = sizes;
  return train(model, imagesOnly(digits), {
    epochs,
    batchSize,
    seed: context.seed,
    checkpoint: context.checkpoint('mlp-gan'),
    report: context.report(`epoch ${epochs} of ${sizes.epochs}`, sizes.epochs * Math.floor(digits.size / batchSize)),
  });
}

/** MNIST score and Parzen windows every few epochs; looking at them does not change the training. */
async function trainAndWatch(run: Run): Promise<Record<string, number[]>> {
  const { context, sizes, sample, net } = run;
  const seen: Record<string, number[]> = { epoch: [], 'MNIST score': [], Parzen: [] };
  for (let epoch = sizes.every; epoch <= sizes.epochs; epoch += sizes.every) {
    const measures = await context.once(`epoch ${epoch}`, async () => {
      await trainUntil(run, epoch);
      const x = keepRandom(() => samples(sample, sizes.samples));
      const measured = { ...(await scoreOf(net, x)), ...(await parzenOf(x, 1000)) };
      x.dispose();
      return measured;
    });
    seen['epoch']!.push(epoch);
    for (const name of ['MNIST score', 'Parzen']) seen[name]!.push(measures[name]!);
    context.say(`epoch ${epoch}: MNIST score ${measures['MNIST score']!.toFixed(2)}, Parzen ${measures['Parzen']!.toFixed(0)}`); // prettier-ignore
  }
  return seen;
}

async function storeCurves(context: Context, losses: FitResult, seen: Record<string, number[]>) {
  await storeLosses(context, losses);
  await context.table('scores', seen);
}

/** All that the row measures of the trained model. */
async function judge({ context, sizes, sample, digits, net }: Run): Promise<Measures> {
  const held = (await mnist({ split: 'test' })).take(sizes.samples).tensors();
  const known = digits.tensors();
  const x = samples(sample, sizes.samples);
  const some = x.slice(0, sizes.samples / 10);
  const neighbours = await neighboursOf(some, known.x, sizes.probes);
  await context.picture('neighbours', neighbours.picture);
  const measures = {
    ...(await scoreOf(net, x)),
    ...(await smallestClassOf(net, x)),
    ...(await distanceOf(net, x, held.x)),
    ...(await parzenOf(x, sizes.samples)),
    ...neighbours.measures,
  };
  tf.dispose([held.x, held.y, known.x, known.y, x, some]);
  return measures;
}

async function run(context: Context): Promise<Measures> {
  const digits = await mnist({ split: 'train' });
  const gan = new MLPGAN(CONFIG, smoothedLabels(0.9));
  const model = new MovingAverage(gan, gan.G, mlpGenerator(CONFIG), DECAY);
  const sample = (z: number | tf.Tensor2D) =>
    tf.tidy(() => {
      const drawn = typeof z === 'number' ? gan.noise(z) : z;
      return forward(model.average, drawn, { training: false }) as tf.Tensor4D;
    });
  const net = await mnistNet();
  const sizes = context.quick ? QUICK : FULL;
  const run: Run = { context, sizes, model, sample, digits: context.quick ? digits.take(400) : digits, net };
  const z = gan.noise(64);
  const seen = await trainAndWatch(run);
  const result = await trainUntil(run, sizes.epochs); // only loads, when a resumed run had it all
  const images = sample(z);
  await context.picture('end', await imageGrid(images, { columns: 8, title: 'G-01, samples' }));
  await storeCurves(context, result, seen);
  const measures = { ...(await judge(run)), 'minutes of training': result.seconds / 60 };
  await context.weights(MLP_GAN_WEIGHTS, model.average);
  tf.dispose([images, z]);
  net.dispose();
  model.dispose();
  return measures;
}

export const row: Row = {
  row: 'G-01',
  title: 'MLP GAN on all of MNIST',
  bars: [
    { measure: 'MNIST score', atLeast: 8 },
    { measure: 'share of the rarest class', atLeast: 0.03 },
  ],
  stretch: [{ measure: 'Parzen', atLeast: 225 }],
  paper: 'Parzen windows: 225 ± 2 nats (Goodfellow et al. 2014, table 1), with wider networks',
  run,
};
