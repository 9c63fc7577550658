// Lopez-Paz, Oquab 2017, "Revisiting classifier two-sample tests", arXiv:1610.06545, section 3.
import { tf } from '../backend/tf';
import { saturating } from '../losses';
import { binomialUpperTail, clopperPearson, type Interval } from '../math/binomial';
import { descend, forward } from '../nn';
import { shuffled } from '../datasets/epoch';
import { adam } from '../training/optimizers';

export interface TwoSampleTestOptions {
  /** ReLU units of the classifier's hidden layer; 20 as in the paper unless said */
  hidden?: number;
  /** passes over the training half; 100 as in the paper unless said */
  epochs?: number;
  /** from each set; 64 unless said */
  batchSize?: number;
  /** of Adam; 0.001 unless said */
  learningRate?: number;
}

export interface TwoSampleTest {
  /** share of held-out examples that the classifier gives to the right set; about 1/2 when the sets are alike */
  accuracy: number;
  /** how many examples were held out, of both sets together */
  held: number;
  /** the 95 % interval of Clopper and Pearson for the accuracy */
  interval: Interval;
  /** the probability of so many right answers, or more, by guessing */
  pValue: number;
  /** the classifier's logit for "of the first set" on each held-out example of the first set, and of the second */
  logits: { first: Float32Array; second: Float32Array };
}

/** Halves of a set, flat, in random order: a type, not an interface, so that it is a tf.TensorContainer. */
type Halves = { train: tf.Tensor2D; held: tf.Tensor2D };

function halves(x: tf.Tensor): Halves {
  const size = x.shape[0];
  const order = tf.tensor1d(shuffled(size), 'int32');
  const flat: tf.Tensor2D = x.reshape<tf.Tensor2D>([size, -1]).gather(order);
  const half = Math.floor(size / 2);
  return { train: flat.slice(0, half), held: flat.slice(half) };
}

/** Both sets by the mean and the standard deviation of their training halves; a constant coordinate becomes 0. */
function standardised(sets: readonly Halves[]): Halves[] {
  const { mean, variance } = tf.moments(tf.concat(sets.map(({ train }) => train)), 0);
  const deviation = tf.sqrt(variance.add(1e-12));
  const standard = (x: tf.Tensor2D): tf.Tensor2D => x.sub(mean).div(deviation);
  return sets.map(({ train, held }) => ({ train: standard(train), held: standard(held) }));
}

/** x [B, d] -> logit [B, 1] */
const classifier = (d: number, hidden: number) =>
  tf.sequential({
    name: 'two-sample-classifier',
    layers: [tf.layers.dense({ units: hidden, activation: 'relu', inputShape: [d] }), tf.layers.dense({ units: 1 })],
  });

function check(a: tf.Tensor, b: tf.Tensor): void {
  const alike = String(a.shape) === String(b.shape);
  if (!alike || a.shape[0] < 4) {
    throw new RangeError(
      `classifierTwoSampleTest: sets of shape [${a.shape}] and [${b.shape}]; give two of one shape, 4 examples or more each.`,
    );
  }
}

/**
 * Can a classifier tell two sets of examples apart? It learns on half of both, and is asked on the other half. If both
 * come from one distribution, its answers there are guesses: accuracy 1/2 and Binomial(held, 1/2) right ones. An
 * accuracy above is evidence that they differ; one of 1/2 says only that this classifier found nothing. Its loss is
 * the discriminator's (equation 1 of Goodfellow et al. 2014): the test is a GAN's discriminator that meets samples
 * which it has not been trained on.
 * @param first [N, ...]
 * @param second [N, ...] of the same shape
 * @throws RangeError when the shapes differ or there are fewer than four examples
 */
export async function classifierTwoSampleTest(
  first: tf.Tensor,
  second: tf.Tensor,
  options: TwoSampleTestOptions = {},
): Promise<TwoSampleTest> {
  check(first, second);
  const sets = tf.tidy(() => standardised([halves(first), halves(second)])) as [Halves, Halves];
  const net = classifier(sets[0].train.shape[1], options.hidden ?? 20);
  try {
    await train(net, [sets[0].train, sets[1].train], options);
    return verdict(await logitsOf(net, sets[0].held), await logitsOf(net, sets[1].held));
  } finally {
    tf.dispose(sets);
    net.dispose();
  }
}

async function train(net: tf.LayersModel, sets: readonly tf.Tensor2D[], options: TwoSampleTestOptions): Promise<void> {
  const { epochs = 100, learningRate = 1e-3 } = options;
  const optimizer = adam({ learningRate, beta1: 0.9 });
  const size = sets[0]!.shape[0];
  const batchSize = Math.min(options.batchSize ?? 64, size);
  for (let epoch = 0; epoch < epochs; epoch++) {
    const orders = sets.map(() => shuffled(size));
    for (let start = 0; start + batchSize <= size; start += batchSize) {
      tf.tidy(() => {
        const [a, b] = sets.map((x, i) =>
          x.gather(tf.tensor1d(orders[i]!.subarray(start, start + batchSize), 'int32')),
        );
        const logits = (x: tf.Tensor) => forward(net, x, { training: true });
        descend(optimizer, [net], () => saturating.discriminator(logits(a!), logits(b!)));
      });
    }
    await new Promise(setImmediate);
  }
  optimizer.dispose();
}

async function logitsOf(net: tf.LayersModel, x: tf.Tensor): Promise<Float32Array> {
  const logits = tf.tidy(() => forward(net, x, { training: false }));
  const values = (await logits.data()) as Float32Array;
  logits.dispose();
  return values;
}

function verdict(first: Float32Array, second: Float32Array): TwoSampleTest {
  const right = first.filter((s) => s > 0).length + second.filter((s) => s <= 0).length;
  const held = first.length + second.length;
  return {
    accuracy: right / held,
    held,
    interval: clopperPearson(right, held),
    pValue: binomialUpperTail(right, held),
    logits: { first, second },
  };
}
