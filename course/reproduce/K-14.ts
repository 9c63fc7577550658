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
  type LabelledImages,
  type OneHotBatch,
  type Trainable,
} from 'saddlepoint';
import { digits, largest, rowsOf, share, trainer, unlabelled } from './autoencoders';
import type { Context, Measures, Row } from './row';

const FULL = { epochs: 24, supervisedEpochs: 1000, hidden: [400, 400] };
const QUICK = { epochs: 1, supervisedEpochs: 2, hidden: [16] };
const PER_CLASS = 10;

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

async function run(context: Context): Promise<Measures> {
  const { epochs, supervisedEpochs, hidden } = context.quick ? QUICK : FULL;
  const { train: images, test } = await digits(context);
  const few = oneHotLabels(balancedSubset(images, PER_CLASS), 10);
  const config = { ...MNIST_CLUSTERS, hidden, hiddenD: hidden, clusters: 10, latentDim: 10 };

  const alone = new LabelsAlone(new CategoricalAAE(config));
  await trainer(context, supervisedEpochs)('labels alone', alone, few);
  const supervised = await errorOf(alone.aae, test);
  context.say(`100 labels alone: ${(100 * supervised).toFixed(2)} % of the test images wrong`);

  const model = new SemiSupervisedAAE(new CategoricalAAE(config));
  await trainer(context, epochs)('aae', model, semiSupervised(unlabelled(images), few));
  const error = await errorOf(model.aae, test);
  alone.dispose();
  model.dispose();
  return {
    'test error, 100 labels': error,
    'test error, the labels alone': supervised,
    'error over that of the labels alone': error / supervised,
  };
}

export const row: Row = {
  row: 'K-14',
  title: 'Semi-supervised AAE on MNIST with 100 labels, and its encoder with those labels alone (row A-02)',
  bars: [
    { measure: 'test error, 100 labels', atMost: 0.05 },
    { measure: 'error over that of the labels alone', atMost: 0.5 },
  ],
  stretch: [{ measure: 'test error, 100 labels', atMost: 0.019 }],
  paper: '1.90 +- 0.10 %; its supervised net 25.80 % (Makhzani et al. 2016, table 2)',
  run,
};
