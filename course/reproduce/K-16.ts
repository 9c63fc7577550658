import {
  augmented,
  balancedSubset,
  CategoricalAAE,
  MNIST_CLUSTERS,
  nearestNeighbourError,
  oneHotLabels,
  scatter,
  semiSupervised,
  SemiSupervisedAAE,
  withMoved,
} from 'saddlepoint';
import { digits, LOOKS, rowsOf, settling, trainer } from './autoencoders';
import type { Context, Measures, Row } from './row';

const FULL = { epochs: 9, hidden: [400, 400], known: 10_000 };
const QUICK = { epochs: 1, hidden: [16], known: 200 };
const SHOWN = 1500;

async function run(context: Context): Promise<Measures> {
  const { epochs, hidden, known } = context.quick ? QUICK : FULL;
  const { train: images, test } = await digits(context);
  const few = oneHotLabels(augmented(balancedSubset(images, 10), LOOKS), 10);
  const plane = {
    ...MNIST_CLUSTERS,
    hidden,
    hiddenD: hidden,
    clusters: 10,
    latentDim: 2,
    headDistance: 6,
    inputNoise: 0,
  };
  const config = settling(plane, { epochs, images: images.size });
  const model = new SemiSupervisedAAE(new CategoricalAAE(config), config.reconstruction);
  await trainer(context, epochs)('aae', model, semiSupervised(withMoved(images, LOOKS), few));
  const points = (data: typeof images) => rowsOf(data, (x) => model.aae.represent(model.aae.encode(x)));
  const seen = images.take(known);
  const [ofTrain, ofTest] = [await points(seen), await points(test)];
  const groups = Array.from(test.labels.subarray(0, SHOWN)).slice(0, ofTest.length);
  const figure = scatter(ofTest.slice(0, SHOWN), { groups, size: 4, title: 'Test images at W y + z, 100 labels' });
  await context.picture('plane', figure);
  const error = nearestNeighbourError({ rows: ofTrain, labels: seen.labels }, { rows: ofTest, labels: test.labels });
  model.dispose();
  return { 'error of 5 nearest neighbours in the plane': error };
}

export const row: Row = {
  row: 'K-16',
  title:
    'AAE on MNIST: dimensionality reduction to the plane by ten cluster heads, 100 labels, told to agree on digits moved a little',
  bars: [{ measure: 'error of 5 nearest neighbours in the plane', atMost: 0.08 }],
  paper: 'section 7, figure 11',
  run,
};
