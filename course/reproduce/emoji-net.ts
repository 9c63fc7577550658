import { augmented, Classifier, emoji, EMOJI_CATEGORIES, tf, type LabelledImages } from 'saddlepoint';
import { bothStyles } from './emoji-gan';
import { convBlock } from './conv-block';
import type { Context, Measures } from './row';
import type { Stored } from './stored';
import { train } from './train';

const FULL = { epochs: 25, images: Infinity };
const QUICK = { epochs: 1, images: 128 };
/** Of the training images, on white. */
const MOVED = { shift: 0.1, rotation: 10, scale: 1.15, background: 255 };

export const EMOJI_NET: Stored = { path: 'data/checkpoints/emoji-net.safetensors', row: 'I-06' };

/**
 * EMO-Net, the judge of emoji, as MNIST-Net is of digits: x [B, 32, 32, 3] in [-1, 1] -> logits of the ten categories; its
 * 64 features give a Frechet distance.
 */
export const emojiNet = (): Classifier =>
  new Classifier(
    tf.sequential({
      name: 'emoji-net',
      layers: [
        tf.layers.inputLayer({ inputShape: [32, 32, 3] }),
        ...convBlock(16), // [B, 16, 16, 16]
        ...convBlock(32), // [B, 8, 8, 32]
        ...convBlock(48), // [B, 4, 4, 48]
        tf.layers.flatten(),
        tf.layers.dense({ name: 'features', units: 64, activation: 'relu' }),
        tf.layers.dropout({ rate: 0.5 }),
        tf.layers.dense({ units: EMOJI_CATEGORIES.length }),
      ],
    }),
  );

async function accuracy(net: Classifier, images: LabelledImages): Promise<number> {
  const { x, y } = images.tensors();
  const rows = await net.probabilities(x);
  tf.dispose([x, y]);
  return rows.filter((row, n) => row.indexOf(Math.max(...row)) === images.labels[n]).length / images.size;
}

/** Trains EMO-Net on the training emoji in both styles and stores it. */
export async function trainEmojiNet(context: Context): Promise<{ net: Classifier; measures: Measures }> {
  const { epochs, images: most } = context.quick ? QUICK : FULL;
  const all = await bothStyles();
  const images = all.take(Math.min(most, all.size));
  const net = emojiNet();
  await train(net, augmented(images, MOVED), {
    epochs,
    batchSize: 64,
    seed: context.seed,
    checkpoint: context.checkpoint('emoji-net'),
    report: context.report('EMO-Net'),
  });
  await context.weights(EMOJI_NET.path, net.net);
  const test = await emoji({ split: 'test' });
  return {
    net,
    measures: {
      'EMO-Net: right': await accuracy(net, test.x),
      'EMO-Net: right in training': await accuracy(net, images),
    },
  };
}
