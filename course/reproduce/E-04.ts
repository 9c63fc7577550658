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
  type LabelledImages,
} from 'saddlepoint';
import { samples, scoreOf } from './judge';
import { storeLosses } from './losses';
import type { Context, Measures, Row } from './row';
import { train } from './train';
import { boundsOf, likelihoodOf, spread } from './vae-bounds';

const FULL = { epochs: 30, images: 60_000, held: 10_000, weighed: 500, draws: 5000, samples: 10_000 };
const QUICK = { epochs: 1, images: 500, held: 200, weighed: 4, draws: 50, samples: 200 };

/** Row E-07: z from the prior, the decoder's probabilities, pixels from those; their mean against the data's. */
async function meanImageDistance(model: VAE, data: LabelledImages, n: number): Promise<Measures> {
  const distance = tf.tidy(() => {
    const draw = (count: number) =>
      tf.randomUniform<tf.Rank.R4>([count, 28, 28, 1]).less<tf.Tensor4D>(model.sample(count)).toFloat();
    const { x } = data.tensors();
    return samples(draw, n).mean(0).sub(x.add(1).div(2).mean(0)).abs().mean();
  });
  const [value] = await distance.data();
  distance.dispose();
  return { 'distance of the mean images': value! };
}

async function pictures(context: Context, model: VAE, test: LabelledImages): Promise<void> {
  const drawn = model.sample(64);
  await context.picture('samples', await imageGrid(drawn, { columns: 16, range: [0, 1] }));
  const { x, y } = spread(test, 32).tensors();
  const pairs = tf.tidy(() => {
    const back = model.reconstruct(x);
    return tf.concat([x.slice(0, 16), back.slice(0, 16), x.slice(16), back.slice(16)]);
  });
  await context.picture('reconstructions', await imageGrid(pairs, { columns: 16, range: [0, 1] }));
  tf.dispose([drawn, x, y, pairs]);
}

async function run(context: Context): Promise<Measures> {
  const sizes = context.quick ? QUICK : FULL;
  const grey = (await mnist({ split: 'train' })).take(sizes.images);
  const test = spread(await mnistB({ split: 'test' }), sizes.held);
  const model = new VAE(MNIST_VAE);
  const { history, at, seconds } = await train(model, resampled(imagesOnly(grey)), {
    epochs: sizes.epochs,
    batchSize: 100,
    seed: context.seed,
    checkpoint: context.checkpoint('vae'),
    report: context.report('training'),
  });
  await storeLosses(context, { history, at }, 'nats an image');
  await pictures(context, model, test);
  await context.weights('data/checkpoints/vae-encoder.safetensors', model.encoder);
  await context.weights('data/checkpoints/vae-decoder.safetensors', model.decoder);
  const bounds = await context.once('bounds', () => boundsOf(model, test));
  context.say(`test -ELBO ${bounds['test -ELBO']!.toFixed(2)}, of which KL ${bounds.KL!.toFixed(2)} nats`);
  const likelihood = await context.once('likelihood', () =>
    likelihoodOf(context, model, spread(test, sizes.weighed), sizes.draws),
  );
  const net = await mnistNet();
  const shown = tf.tidy(() =>
    samples((n) => model.sample(n), sizes.samples)
      .mul<tf.Tensor4D>(2)
      .sub<tf.Tensor4D>(1),
  );
  const score = await scoreOf(net, shown);
  const means = await meanImageDistance(model, grey, sizes.samples);
  tf.dispose(shown);
  net.dispose();
  model.dispose();
  return { ...bounds, ...likelihood, ...means, ...score, 'minutes of training': seconds / 60 };
}

export const row: Row = {
  row: 'E-04',
  title: 'VAE 784-400-400-20 on MNIST-B: its bound, its likelihood, and what it draws (rows E-04, E-07)',
  bars: [
    { measure: 'test -ELBO', atMost: 98 },
    { measure: 'test NLL', atMost: 93 },
    { measure: 'KL', atLeast: 10 },
    { measure: 'distance of the mean images', atMost: 0.02 },
  ],
  paper: 'about 86.8 nats NLL for a VAE on other bits of MNIST (Burda et al. 2016, table 1, k = 1)',
  run,
};
