import {
  arrayDataset,
  binnedPushForward,
  MLPGAN,
  MNIST_MLP_GAN,
  normalLogDensity,
  standardNormal,
  tf,
  totalVariation,
  type MLPGANConfig,
} from 'saddlepoint';
import type { Context, Measures, Row } from './row';
import { train } from './train';

/** D has the larger learning rate, to stay near its optimum while G moves: what the paper's Proposition 2 assumes. */
const CONFIG: MLPGANConfig = {
  ...MNIST_MLP_GAN,
  shape: [1],
  latentDim: 1,
  hiddenG: [32, 32],
  hiddenD: [32, 32],
  output: 'linear',
  dropout: 0,
  learningRate: 1e-3,
  learningRateD: 5e-3,
};
/** p_data = N(1, 1) */
const [MEAN, SIGMA] = [1, 1];
const BATCH = 256;
const STEPS = { full: 3000, quick: 20 };

const evenly = (n: number, from: number, to: number) =>
  Array.from({ length: n }, (_, i) => from + ((to - from) * i) / (n - 1));
/** centres of bins */
const X = evenly(161, MEAN - 5 * SIGMA, MEAN + 5 * SIGMA);
const Z = evenly(2001, -1, 1);
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

/** The probabilities of the bins under the data. */
function dataMasses(): number[] {
  const heights = X.map((x) => Math.exp(normalLogDensity(x, MEAN, SIGMA)));
  return heights.map((height) => height / sum(heights));
}

/** The probabilities of the bins under G: the change of variables, exact for the polygon through 2,001 points of G. */
async function modelMasses(model: MLPGAN): Promise<number[]> {
  const z = tf.tensor2d(Z, [Z.length, 1]);
  const x = model.sample(z);
  const G = await x.data();
  tf.dispose([x, z]);
  return binnedPushForward(G, X.slice(1).map((right, i) => (right + X[i]!) / 2)); // prettier-ignore
}

/** The mean of |D - 1/2| over the middle 99 % of the data. */
async function distanceFromHalf(model: MLPGAN): Promise<number> {
  const support = evenly(201, MEAN - 2.576 * SIGMA, MEAN + 2.576 * SIGMA);
  const D = tf.tidy(() => tf.sigmoid(model.D.predict(tf.tensor2d(support, [support.length, 1])) as tf.Tensor));
  const opinions = Array.from(await D.data());
  D.dispose();
  return sum(opinions.map((d) => Math.abs(d - 0.5))) / opinions.length;
}

async function run(context: Context): Promise<Measures> {
  const steps = context.quick ? STEPS.quick : STEPS.full;
  const draws = Float32Array.from({ length: BATCH * steps }, () => MEAN + SIGMA * standardNormal());
  const model = new MLPGAN(CONFIG);
  await train(model, arrayDataset<tf.Tensor2D>('N(1, 1)', draws, [1]), {
    epochs: 1,
    batchSize: BATCH,
    seed: context.seed,
    checkpoint: context.checkpoint('line'),
    report: context.report('steps'),
  });
  const measures = {
    'total variation': totalVariation(await modelMasses(model), dataMasses()),
    'mean |D - 1/2| on the support': await distanceFromHalf(model),
  };
  model.dispose();
  return measures;
}

export const row: Row = {
  row: 'G-16',
  title: 'Figure 1 of Goodfellow et al. 2014: a GAN on the line learns N(1, 1) from uniform noise, 3,000 steps',
  bars: [
    { measure: 'total variation', atMost: 0.1 },
    { measure: 'mean |D - 1/2| on the support', atMost: 0.1 },
  ],
  paper: 'a picture (figure 1, a to d)',
  run,
};
