import { curves, frechetDistance, tf, type Classifier } from 'saddlepoint';
import { bothStyles, DISCRIMINATOR, EmojiGAN } from './emoji-gan';
import { trainEmojiNet } from './emoji-net';
import { neighboursOf } from './judge';
import type { Context, Measures, Row } from './row';

const FULL = { epochs: [1, 2, 5, 10, 20, 40, 60, 80], batchSize: 64, images: Infinity, probes: 1000, samples: 1000 };
const QUICK = { epochs: [1, 2], batchSize: 16, images: 80, probes: 20, samples: 20 };

/** Trains on, and looks after each of the epochs: the Frechet distance of as many samples as there are images. */
async function distancesOf(context: Context, gan: EmojiGAN, net: Classifier, real: tf.Tensor4D): Promise<number[]> {
  const { epochs } = context.quick ? QUICK : FULL;
  const features = await net.features(real);
  const distances: number[] = [];
  for (const epoch of epochs) {
    const measure = async () => {
      await gan.trainUntil(epoch, epochs.at(-1)!);
      await gan.show(`epoch-${epoch}`);
      const drawn = gan.sample(real.shape[0]);
      const distance = frechetDistance(await net.features(drawn), features);
      drawn.dispose();
      return distance;
    };
    distances.push(await context.once(`distance after ${epoch}`, measure));
    context.say(`epoch ${epoch}: Frechet distance ${distances.at(-1)!.toFixed(1)}`);
  }
  await gan.trainUntil(epochs.at(-1)!, epochs.at(-1)!); // only loads, when a resumed run had it all
  await context.table('distances', { epoch: epochs, 'Frechet distance': distances });
  const line = { x: epochs, y: distances, mode: 'lines+markers' } as const;
  await context.picture('distances', curves({ 'EMO-Net': line }, { x: 'epoch', y: 'Frechet distance' }));
  return distances;
}

async function run(context: Context): Promise<Measures> {
  const { epochs, batchSize, images, probes, samples } = context.quick ? QUICK : FULL;
  const all = await bothStyles();
  // in no order, since the first images are held against the others to see how near to one another they lie
  const emoji = all.subset(tf.util.createShuffledIndices(all.size).slice(0, images));
  const { net, measures } = await trainEmojiNet(context);
  const gan = new EmojiGAN(context, emoji, batchSize);
  const { x, y } = emoji.tensors();
  const distances = await distancesOf(context, gan, net, x);
  const some = gan.sample(samples);
  const { measures: copies, picture } = await neighboursOf(some, x, probes);
  await context.picture('neighbours', picture);
  await context.weights(DISCRIMINATOR.path, gan.gan.D);
  tf.dispose([x, y, some]);
  gan.dispose();
  net.dispose();
  const [second, end] = [distances[epochs.indexOf(2)]!, distances.at(-1)!];
  return {
    ...measures,
    'Frechet distance, epoch 2': second,
    'Frechet distance, end': end,
    'end over epoch 2': end / second,
    ...copies,
  };
}

export const row: Row = {
  row: 'I-06',
  title: 'DCGAN on emoji of all categories, 32 x 32: Frechet distance of EMO-Net features, epoch by epoch',
  bars: [
    { measure: 'end over epoch 2', atMost: 0.5 },
    { measure: 'share of copies', atMost: 0.05 },
  ],
  paper: 'ImageNet at 32 x 32: samples, no number (Radford et al. 2016)',
  run,
};
