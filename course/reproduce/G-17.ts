import {
  frechetDistance,
  gaussianRing,
  keepRandom,
  MLPGAN,
  MNIST_MLP_GAN,
  modeCoverage,
  seed as reseed,
  spearman,
  toyDataset,
  type MLPGANConfig,
  type tf,
} from 'saddlepoint';
import type { Context, Measures, Row } from './row';
import { train } from './train';

/** D learns ten times more slowly than G: before D has moved, G has put everything where D likes it best. */
const CONFIG: MLPGANConfig = {
  ...MNIST_MLP_GAN,
  shape: [2],
  latentDim: 16,
  prior: 'normal',
  hiddenG: [64, 64],
  hiddenD: [64, 64],
  activation: 'relu',
  output: 'linear',
  dropout: 0,
  learningRate: 1e-3,
  learningRateD: 1e-4,
};
const VARIANTS: Record<string, Partial<MLPGANConfig>> = {
  vanilla: {},
  'packing 4': { packing: 4 },
  'batch norm': { batchNorm: true },
  'faster D': { learningRateD: 1e-3 },
};
const BATCH = 128;
const FULL = { epochs: 20, steps: 100, samples: 2000 };
const QUICK = { epochs: 2, steps: 3, samples: 100 };
const SIGMA = 0.1;
const ring = gaussianRing({ sigma: SIGMA });

interface Run {
  covered: number;
  highQuality: number;
  /** of the end, [n, 2] */
  points: number[][];
  /** after each epoch */
  curves: Record<'loss D' | 'loss G' | 'FD' | 'covered', number[]>;
}

/** Trains one variant from the same seed, and looks at its samples after every epoch. */
async function trial(context: Context, name: string): Promise<Run> {
  const { epochs, steps, samples } = context.quick ? QUICK : FULL;
  reseed(context.seed);
  const data = toyDataset(ring, BATCH * steps);
  const model = new MLPGAN({ ...CONFIG, ...VARIANTS[name] });
  const look = () => keepRandom(() => drawn(model, samples));
  const curves: Run['curves'] = { 'loss D': [], 'loss G': [], FD: [], covered: [] };
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const { history } = await train(model, data, { epochs: 1, batchSize: BATCH });
    const { points, coverage } = await look();
    curves['loss D'].push(mean(history['discriminator']!));
    curves['loss G'].push(mean(history['generator']!));
    curves.FD.push(
      frechetDistance(
        points,
        keepRandom(() => ring.sample(samples)),
      ),
    );
    curves.covered.push(coverage.covered);
    context.progress(name, epoch, epochs);
  }
  const { points, coverage } = await look();
  model.dispose();
  return { covered: coverage.covered, highQuality: coverage.highQuality, points: points.slice(0, 500), curves };
}

async function drawn(model: MLPGAN, n: number) {
  const x = model.sample(n) as tf.Tensor2D;
  const points = await x.array();
  x.dispose();
  return { points, coverage: modeCoverage(points, { modes: ring.modes, sigma: SIGMA }) };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

async function run(context: Context): Promise<Measures> {
  const measures: Record<string, number> = {};
  const points: Record<string, number[]> = {};
  for (const name of Object.keys(VARIANTS)) {
    const { covered, highQuality, curves, ...end } = await context.once(name, () => trial(context, name));
    measures[`modes, ${name}`] = covered;
    measures[`high quality, ${name}`] = highQuality;
    measures[`Spearman of G's loss and FD, ${name}`] = spearman(curves['loss G'], curves.FD);
    points[`${name} x`] = end.points.map((point) => point[0]!);
    points[`${name} y`] = end.points.map((point) => point[1]!);
    await context.table(name.replaceAll(' ', '-'), { step: curves.FD.map((_, i) => FULL.steps * (i + 1)), ...curves });
    context.say(`${name}: ${covered} of 8 modes, ${(100 * highQuality).toFixed(0)} % of high quality`);
  }
  await context.table('samples', points);
  const remedies = Object.keys(VARIANTS).filter((name) => name !== 'vanilla');
  return { ...measures, 'modes, best remedy': Math.max(...remedies.map((name) => measures[`modes, ${name}`]!)) };
}

export const row: Row = {
  row: 'G-17',
  title: 'Mode collapse on the 8-ring, and what mends it, after 2,000 steps (G-20: the losses do not tell)',
  bars: [
    { measure: 'modes, vanilla', atMost: 4 },
    { measure: 'modes, best remedy', atLeast: 7 },
  ],
  paper: 'pictures only (Metz et al. 2017, figure 2: the vanilla GAN rotates through the modes)',
  run,
};
