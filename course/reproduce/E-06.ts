import {
  imageGrid,
  imagesOnly,
  mnist,
  MNIST_VAE,
  mnistB,
  mnistNet,
  resampled,
  tf,
  VAE,
  type MnistNet,
} from 'saddlepoint';
import { samples, scoreOf } from './judge';
import type { Context, Measures, Row } from './row';
import { train } from './train';
import { boundsOf, spread } from './vae-bounds';

const SIZES = [2, 5, 10, 20];
const FULL = { epochs: 15, images: 60_000, held: 10_000, samples: 10_000 };
const QUICK = { epochs: 1, images: 300, held: 100, samples: 100 };

/** One VAE: trained, measured, and drawn. */
async function oneSize(context: Context, J: number, net: MnistNet): Promise<Measures> {
  const sizes = context.quick ? QUICK : FULL;
  const grey = (await mnist({ split: 'train' })).take(sizes.images);
  const model = new VAE({ ...MNIST_VAE, latentDim: J });
  await train(model, resampled(imagesOnly(grey)), {
    epochs: sizes.epochs,
    batchSize: 100,
    seed: context.seed,
    checkpoint: context.checkpoint(`vae-${J}`),
    report: context.report(`z of ${J}`),
  });
  const bounds = await boundsOf(model, spread(await mnistB({ split: 'test' }), sizes.held));
  const { shown, drawn } = tf.tidy(() => {
    const images = samples((n) => model.sample(n), sizes.samples);
    return { shown: images.slice(0, 64), drawn: images.mul<tf.Tensor4D>(2).sub<tf.Tensor4D>(1) };
  });
  await context.picture(`samples-${J}`, await imageGrid(shown, { columns: 8, range: [0, 1] }));
  const score = await scoreOf(net, drawn);
  tf.dispose([shown, drawn]);
  model.dispose();
  return {
    [`test -ELBO, z of ${J}`]: bounds['test -ELBO']!,
    [`KL, z of ${J}`]: bounds.KL!,
    [`MNIST score, z of ${J}`]: score['MNIST score']!,
  };
}

async function run(context: Context): Promise<Measures> {
  const net = await mnistNet();
  const measures: Record<string, number> = {};
  for (const J of SIZES) {
    Object.assign(measures, await context.once(`z of ${J}`, () => oneSize(context, J, net)));
    context.say(`z of ${J}: test -ELBO ${measures[`test -ELBO, z of ${J}`]!.toFixed(2)} nats`);
  }
  net.dispose();
  const elbo = (J: number) => measures[`test -ELBO, z of ${J}`]!;
  return {
    ...measures,
    'nats gained from 2 to 5': elbo(2) - elbo(5),
    'nats gained from 5 to 10': elbo(5) - elbo(10),
    'nats gained from 2 to 10': elbo(2) - elbo(10),
  };
}

export const row: Row = {
  row: 'E-06',
  title: 'VAEs on MNIST-B with z of 2, 5, 10 and 20 dimensions',
  bars: [
    { measure: 'nats gained from 2 to 5', atLeast: 0 },
    { measure: 'nats gained from 5 to 10', atLeast: 0 },
    { measure: 'nats gained from 2 to 10', atLeast: 10 },
  ],
  paper: 'figure 5: no number',
  run,
};
