import { Classifier, exemplars, imageGrid, mnist, pooledFeatures, tf } from 'saddlepoint';
import { fewLabels, svmErrorOf, type FewLabels } from './thousand-labels';
import type { Context, Measures, Row } from './row';
import { train } from './train';

const FULL = { classes: 500, perClass: 50, epochs: 6, batchSize: 64 };
const QUICK = { classes: 8, perClass: 4, epochs: 1, batchSize: 8 };
/** Of the grids that maps are pooled to: the paper's four quadrants. */
const QUADRANTS = 2;

const conv = (filters: number) => tf.layers.conv2d({ filters, kernelSize: 5, padding: 'same', activation: 'relu' });
const pool = () => tf.layers.maxPooling2d({ poolSize: 2, strides: 2 });

/** The paper's 64c5-128c5-256c5-512f, narrower: x [B, 28, 28, 1] -> logits [B, classes] */
const network = (classes: number) =>
  tf.sequential({
    name: 'exemplar-net',
    layers: [
      tf.layers.inputLayer({ inputShape: [28, 28, 1] }),
      conv(32), // [B, 28, 28, 32]
      pool(),
      conv(64), // [B, 14, 14, 64]
      pool(), // [B, 7, 7, 64]
      tf.layers.flatten(),
      tf.layers.dense({ name: 'features', units: 128, activation: 'relu' }),
      tf.layers.dropout({ rate: 0.5 }),
      tf.layers.dense({ units: classes }),
    ],
  });

/** A linear SVM on the last hidden layer, and one on quadrants of all convolutions. */
async function probe(context: Context, name: string, model: Classifier, data: FewLabels): Promise<Measures> {
  return {
    ...(await svmErrorOf(context, `${name}, hidden layer`, data, (x) => model.features(x))),
    ...(await svmErrorOf(context, `${name}, convolutions`, data, (x) => pooledFeatures(x, model.net, QUADRANTS))),
  };
}

async function run(context: Context): Promise<Measures> {
  const { classes, perClass, epochs, batchSize } = context.quick ? QUICK : FULL;
  const digits = await mnist({ split: 'train' });
  const data = fewLabels(context, digits, await mnist({ split: 'test' }));
  // the classes are of images whose labels nobody has looked at
  const surrogate = exemplars(digits.take(classes), perClass);
  for (const { x, y } of surrogate.batches(Math.min(64, surrogate.size))) {
    await context.picture('exemplars', await imageGrid(x, { columns: 16, title: 'Members of surrogate classes' }));
    tf.dispose([x, y]);
    break;
  }
  const model = new Classifier(network(classes));
  const random = await context.once('random', () => probe(context, 'random', model, data));
  const { history, at, seconds } = await train(model, surrogate, {
    epochs,
    batchSize,
    seed: context.seed,
    checkpoint: context.checkpoint('exemplar-net'),
    report: context.report('training'),
  });
  await context.table('losses', { step: at, ...history });
  const trained = await context.once('trained', () => probe(context, 'trained', model, data));
  model.dispose();
  const gained = (layer: string) => random[`random, ${layer}: error`]! - trained[`trained, ${layer}: error`]!;
  return {
    ...random,
    ...trained,
    'hidden layer: gained on random features': gained('hidden layer'),
    'convolutions: gained on random features': gained('convolutions'),
    'minutes of training': seconds / 60,
  };
}

export const row: Row = {
  row: 'I-10',
  title: '500 surrogate classes of digits, moved, turned and scaled; a linear SVM on their features with 1,000 labels',
  bars: [{ measure: 'hidden layer: gained on random features', atLeast: 0.03 }],
  paper: 'Exemplar CNN on CIFAR-10: 84.3 % right (Radford et al. 2016, table 1)',
  run,
};
