import {
  DCGAN,
  dcganDiscriminator,
  imageGrid,
  imagesOnly,
  mnistC,
  nearestLabelError,
  nonSaturating,
  pooledFeatures,
  r1,
  tf,
  type DCGANConfig,
  type LabelledImages,
} from 'saddlepoint';
import { fewLabels, pixels, svmErrorOf, type FewLabels } from './thousand-labels';
import type { Context, Measures, Row } from './row';
import { supervisedError } from './supervised-cnn';
import { train } from './train';

/** As I-01 trains on digits, in colour. */
const CONFIG: DCGANConfig = { size: 28, channels: 3, latentDim: 100, width: 32, learningRate: 1e-3, beta1: 0.5 };
const FULL = { images: 30_000, epochs: 10, batchSize: 64 };
const QUICK = { images: 200, epochs: 1, batchSize: 64 };

async function show(context: Context, name: string, x: tf.Tensor4D): Promise<void> {
  await context.picture(name, await imageGrid(x, { columns: 16, title: `MNIST-C, ${name}` }));
  x.dispose();
}

/** Trains the DCGAN on images without labels. */
async function trained(context: Context, gan: DCGAN, images: LabelledImages): Promise<number> {
  const { epochs, batchSize } = context.quick ? QUICK : FULL;
  const { history, at, seconds } = await train(gan, imagesOnly(images), {
    epochs,
    batchSize,
    seed: context.seed,
    checkpoint: context.checkpoint('dcgan'),
    report: context.report('training'),
  });
  await context.table('losses', { step: at, ...history });
  await show(context, 'samples', gan.sample(64));
  return seconds;
}

async function nearestError({ known, asked }: FewLabels): Promise<number> {
  const [references, queries] = [known.tensors(), asked.tensors()];
  const error = await nearestLabelError(
    { x: queries.x, labels: asked.labels },
    { x: references.x, labels: known.labels },
  );
  tf.dispose([references, queries]);
  return error;
}

async function run(context: Context): Promise<Measures> {
  const digits = await mnistC({ split: 'train', size: context.quick ? QUICK.images : FULL.images });
  const data = fewLabels(context, digits, await mnistC({ split: 'test', size: context.quick ? 100 : 10_000 }));
  const { x, y } = digits.take(64).tensors();
  y.dispose();
  await show(context, 'images', x);
  const untrained = dcganDiscriminator(CONFIG);
  const gan = new DCGAN(CONFIG, r1(nonSaturating, { gamma: 2, every: 4 }));
  const random = await context.once('untrained D', () =>
    svmErrorOf(context, 'untrained D + SVM', data, (some) => pooledFeatures(some, untrained)),
  );
  untrained.dispose();
  const ofPixels = await context.once('pixels', () => svmErrorOf(context, 'pixels + SVM', data, pixels));
  const seconds = await trained(context, gan, digits);
  const ofD = await context.once('D', () =>
    svmErrorOf(context, 'D + SVM', data, (some) => pooledFeatures(some, gan.D)),
  );
  gan.dispose();
  const cnn = await context.once('CNN', () => supervisedError(context, CONFIG, data));
  return {
    'KNN: error': await nearestError(data),
    ...ofPixels,
    ...random,
    ...ofD,
    ...cnn,
    'gained on the CNN': cnn['CNN: error']! - ofD['D + SVM: error']!,
    'minutes of training': seconds / 60,
  };
}

export const row: Row = {
  row: 'I-08',
  title: "Digits on coloured textures with 1,000 labels: a discriminator's features against a supervised CNN",
  bars: [{ measure: 'gained on the CNN', atLeast: 0 }],
  paper:
    'errors on SVHN with 1,000 labels (no accuracies, as one lecture heads the column): KNN 77.93 %, TSVM 66.55 %, M1+M2 ' +
    '36.02 %, DCGAN + SVM 22.48 %, CNN 28.87 % on validation data (Radford et al. 2016, table 2)',
  run,
};
