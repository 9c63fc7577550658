import {
  AAE,
  gaussianPrior,
  imageGrid,
  MNIST_AAE,
  mnistNet,
  oneHotLabels,
  slants,
  spearman,
  tf,
  type LabelledImages,
  type LabelUse,
} from 'saddlepoint';
import { BRISK, digits, largest, mean, share, signed, smoothed, trainer } from './autoencoders';
import type { Context, Measures, Row } from './row';

const FULL = { epochs: 15, hidden: [400, 400], styles: 500 };
const QUICK = { epochs: 1, hidden: [16], styles: 20 };

/** The styles z [n, J] of test images under every label: [n * 10, 28, 28, 1], ten labels of one style in a row. */
function underEveryLabel(model: AAE, z: tf.Tensor2D): tf.Tensor4D {
  return tf.tidy(() => {
    const n = z.shape[0];
    const y = tf.tile(tf.eye(10), [n, 1]);
    const styles = tf.tile(z.expandDims(1), [1, 10, 1]).reshape<tf.Tensor2D>([10 * n, -1]);
    return model.sample(styles, y) as tf.Tensor4D;
  });
}

/** The rank correlation over styles of the slants under two labels, the mean of all pairs of labels. */
async function slantCorrelation(images: tf.Tensor4D): Promise<number> {
  const found = await slants(images);
  const under = Array.from({ length: 10 }, (_, label) => found.filter((_, i) => i % 10 === label));
  const pairs = under.flatMap((a, i) => under.slice(i + 1).map((b) => spearman(a, b)));
  return mean(pairs);
}

/** Test images' styles under every label. */
function swapped(model: AAE, test: LabelledImages, styles: number): tf.Tensor4D {
  const { x, y } = test.take(styles).tensors();
  const z = tf.tidy(() => model.encode(x));
  const images = underEveryLabel(model, z);
  tf.dispose([x, y, z]);
  return images;
}

/** The share of them that MNIST-Net reads as the label that was put in. */
async function readAsPutIn(images: tf.Tensor4D): Promise<number> {
  const net = await mnistNet();
  const seen = tf.tidy(() => signed(images));
  const probabilities = await net.probabilities(seen);
  seen.dispose();
  net.dispose();
  return share(probabilities.length, (i) => largest(probabilities[i]!) === i % 10);
}

async function run(context: Context): Promise<Measures> {
  const { epochs, hidden, styles } = context.quick ? QUICK : FULL;
  const { train: images, test } = await digits(context);
  const config = { ...MNIST_AAE, ...BRISK, hidden, hiddenD: hidden, latentDim: 8 };
  const drawnBy = async (to: LabelUse['to']) => {
    const model = new AAE(config, { prior: gaussianPrior(8), labels: { classes: 10, to }, loss: smoothed() });
    await trainer(context, epochs)(`labels-to-${to}`, model, oneHotLabels(images, 10));
    const drawn = swapped(model, test, styles);
    model.dispose();
    return drawn;
  };
  const [both, decoder] = [await drawnBy('both'), await drawnBy('decoder')];
  const shown = both.slice(0, 160);
  await context.picture('styles', await imageGrid(shown, { columns: 10, range: [0, 1], scale: 1 }));
  const measures = {
    'read as the label that was put in': await readAsPutIn(both),
    'rank correlation of slants': await slantCorrelation(both),
    'read as put in, labels to the decoder alone': await readAsPutIn(decoder),
  };
  tf.dispose([both, decoder, shown]);
  return measures;
}

export const row: Row = {
  row: 'K-13',
  title: 'Supervised AAE on MNIST: the label, to the decoder and to D, says which digit, z says in which style',
  bars: [
    { measure: 'read as the label that was put in', atLeast: 0.97 },
    { measure: 'rank correlation of slants', atLeast: 0.7 },
  ],
  paper: 'figure 7: no number',
  run,
};
