import {
  IAFVAE,
  imagesOnly,
  mnist,
  MNIST_IAF_VAE,
  MNIST_VAE,
  mnistB,
  resampled,
  seed as reseed,
  VAE,
} from 'saddlepoint';
import type { Context, Measures, Row } from './row';
import { train } from './train';
import { boundsOf, spread } from './vae-bounds';

/** The same networks without the flow. */
const DIAGONAL = { ...MNIST_VAE, latentDim: MNIST_IAF_VAE.latentDim };
const FULL = { epochs: 15, images: 60_000, held: 10_000 };
const QUICK = { epochs: 1, images: 500, held: 200 };

/** Trains one of the two, from the same seed on the same images; gives its bound on the test images. */
async function boundAfterTraining(context: Context, name: string, make: () => VAE): Promise<Measures> {
  const sizes = context.quick ? QUICK : FULL;
  const grey = (await mnist({ split: 'train' })).take(sizes.images);
  reseed(context.seed);
  const model = make();
  const { history, at } = await train(model, resampled(imagesOnly(grey)), {
    epochs: sizes.epochs,
    batchSize: 100,
    seed: context.seed,
    checkpoint: context.checkpoint(name),
    report: context.report(name),
  });
  await context.table(`losses-${name}`, { step: at, ...history });
  const bounds = await boundsOf(model, spread(await mnistB({ split: 'test' }), sizes.held));
  model.dispose();
  context.say(`${name}: test -ELBO ${bounds['test -ELBO']!.toFixed(2)} nats`);
  return bounds;
}

async function run(context: Context): Promise<Measures> {
  const diagonal = await context.once('diagonal', () =>
    boundAfterTraining(context, 'diagonal', () => new VAE(DIAGONAL)),
  );
  const flow = await context.once('flow', () => boundAfterTraining(context, 'flow', () => new IAFVAE(MNIST_IAF_VAE)));
  return {
    'test -ELBO, diagonal q': diagonal['test -ELBO']!,
    'test -ELBO, two steps of IAF': flow['test -ELBO']!,
    'nats gained by the flow': diagonal['test -ELBO']! - flow['test -ELBO']!,
    'KL, diagonal q': diagonal['KL']!,
    'KL, two steps of IAF': flow['KL']!,
  };
}

export const row: Row = {
  row: 'E-10',
  title: 'VAE on MNIST-B, z of 16: a diagonal posterior, and one that two steps of IAF bend',
  bars: [{ measure: 'nats gained by the flow', atLeast: 0.5 }],
  paper: 'CIFAR-10: 3.11 bits a dimension, by a ResNet VAE (Kingma et al. 2016); not tried here',
  run,
};
