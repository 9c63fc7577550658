// What the rows of semi-supervised learning share: a hundred labels or a thousand, with and without the other images.
import {
  adam,
  balancedSubset,
  CategoricalAAE,
  descend,
  MNIST_CLUSTERS,
  oneHotLabels,
  semiSupervised,
  SemiSupervisedAAE,
  tf,
  type CategoricalAAEBatch,
  type Dataset,
  type LabelledImages,
  type OneHotBatch,
  type Trainable,
} from 'saddlepoint';
import { digits, largest, rowsOf, share, trainer } from './autoencoders';
import type { Context, Measures } from './row';

const HIDDEN = [400, 400];
const QUICK = { epochs: 1, supervisedEpochs: 2, hidden: [16] };

/** What is not the same in all rows. */
interface FewLabels {
  perClass: number;
  /** of the AAE */
  epochs: number;
  /** of the encoder with the labels alone, which sees about as many steps, whatever the number of labels */
  supervisedEpochs: number;
  /** how the AAE sees the images of which it knows no label */
  unlabelled: (images: LabelledImages) => Dataset<CategoricalAAEBatch>;
}

async function errorOf(aae: CategoricalAAE, test: LabelledImages): Promise<number> {
  const y = await rowsOf(test, (x) => aae.encode(x).y);
  return share(test.size, (i) => largest(y[i]!) !== test.labels[i]);
}

/** The AAE's encoder with the labels alone: row A-02's measure of what the unlabelled images are worth. */
class LabelsAlone implements Trainable<OneHotBatch, 'crossEntropy'> {
  readonly parts;
  private readonly optimizer = adam({ learningRate: 1e-3, beta1: 0.9 });

  constructor(readonly aae: CategoricalAAE) {
    this.parts = { encoder: aae.encoder, normalization: aae.normalization, optimizer: this.optimizer };
  }

  step({ x, y }: OneHotBatch): { crossEntropy: tf.Scalar } {
    const seen = this.aae.corrupt(x);
    const crossEntropy = descend(this.optimizer, this.aae.encoding, () =>
      tf.losses.softmaxCrossEntropy(y, this.aae.logits(seen, true).logits),
    );
    seen.dispose();
    return { crossEntropy };
  }

  dispose(): void {
    this.aae.dispose();
    this.optimizer.dispose();
  }
}

/** An AAE of all images and `perClass` labels a class, and its encoder trained on those labels alone. */
export async function semiSupervisedRun(
  context: Context,
  { perClass, unlabelled, ...full }: FewLabels,
): Promise<Measures> {
  const { epochs, supervisedEpochs, hidden } = context.quick ? QUICK : { ...full, hidden: HIDDEN };
  const { train: images, test } = await digits(context);
  const few = oneHotLabels(balancedSubset(images, context.quick ? Math.min(perClass, 10) : perClass), 10);
  const config = { ...MNIST_CLUSTERS, hidden, hiddenD: hidden, clusters: 10, latentDim: 10 };

  const alone = new LabelsAlone(new CategoricalAAE(config));
  await trainer(context, supervisedEpochs)('labels alone', alone, few);
  const supervised = await errorOf(alone.aae, test);
  context.say(`${few.size} labels alone: ${(100 * supervised).toFixed(2)} % of the test images wrong`);

  const model = new SemiSupervisedAAE(new CategoricalAAE(config));
  await trainer(context, epochs)('aae', model, semiSupervised(unlabelled(images), few));
  const error = await errorOf(model.aae, test);
  alone.dispose();
  model.dispose();
  return {
    'test error': error,
    'test error, the labels alone': supervised,
    'error over that of the labels alone': error / supervised,
  };
}
