import { Classifier, dcganDiscriminator, seed, tf, type DCGANConfig, type LabelledImages } from 'saddlepoint';
import type { FewLabels } from './thousand-labels';
import type { Context, Measures } from './row';
import { train } from './train';

const LEARNING_RATES = [3e-4, 1e-3, 3e-3];
/** Epochs between looks at the images left out, and how often one looks. */
const FULL = { epochs: 10, looks: 4, batchSize: 50 };
const QUICK = { epochs: 1, looks: 1, batchSize: 8 };
const CLASSES = 10;

/** The layers of DCGAN's discriminator, and a logit for each class in place of the only one. */
function classifier(config: DCGANConfig, learningRate: number): Classifier {
  const { inputs, layers } = dcganDiscriminator(config);
  const features = layers.at(-2)!.output as tf.SymbolicTensor;
  const logits = tf.layers.dense({ units: CLASSES }).apply(features) as tf.SymbolicTensor;
  return new Classifier(tf.model({ inputs, outputs: logits }), { learningRate, beta1: 0.9 });
}

async function errorOf(model: Classifier, images: LabelledImages): Promise<number> {
  const { x, y } = images.tensors();
  const rows = await model.probabilities(x);
  tf.dispose([x, y]);
  return rows.filter((row, n) => row.indexOf(Math.max(...row)) !== images.labels[n]).length / images.size;
}

interface Choice {
  readonly learningRate: number;
  readonly epochs: number;
  readonly error: number;
}

/** Each learning rate, and the error on images left out as the epochs go by. */
async function choices(context: Context, config: DCGANConfig, known: LabelledImages): Promise<Choice[]> {
  const { epochs, looks, batchSize } = context.quick ? QUICK : FULL;
  const part = (left: boolean) => known.subset(Array.from(known.labels.keys()).filter((n) => (n % 5 === 0) === left));
  const [shown, leftOut] = [part(false), part(true)];
  const found: Choice[] = [];
  for (const learningRate of LEARNING_RATES) {
    const model = classifier(config, learningRate);
    for (let look = 1; look <= looks; look++) {
      await train(model, shown, { epochs, batchSize, report: context.report(`CNN at ${learningRate}`) });
      found.push({ learningRate, epochs: look * epochs, error: await errorOf(model, leftOut) });
    }
    model.dispose();
  }
  return found;
}

/**
 * The error of a CNN of the discriminator's architecture that has the labelled images alone. Its learning rate and epochs
 * are those that served a fifth of them best, left out of a first training; then it is trained on all.
 */
export async function supervisedError(context: Context, config: DCGANConfig, data: FewLabels): Promise<Measures> {
  seed(context.seed); // a resumed run has not drawn what came before
  const best = (await choices(context, config, data.known)).reduce((a, b) => (b.error < a.error ? b : a));
  const { learningRate, epochs } = best;
  const model = classifier(config, learningRate);
  const { batchSize } = context.quick ? QUICK : FULL;
  await train(model, data.known, { epochs, batchSize, report: context.report('CNN') });
  const error = await errorOf(model, data.asked);
  model.dispose();
  context.say(`CNN: ${(100 * error).toFixed(2)} % of the test images wrong, ${epochs} epochs at ${learningRate}`);
  return {
    'CNN: error': error,
    'CNN: error, left out': best.error,
    'CNN: epochs': epochs,
    'CNN: learning rate': learningRate,
  };
}
