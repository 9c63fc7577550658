import {
  adam,
  curves,
  descend,
  forward,
  logSumExp,
  mlpDiscriminator,
  MNIST_MLP_GAN,
  normalLogDensity,
  saturating,
  seed as reseed,
  sigmoid,
  standardNormal,
  tf,
} from 'saddlepoint';
import type { Context, Measures, Row } from './row';

const SEEDS = 3;
const FULL = { steps: 3000, batch: 512 };
const QUICK = { steps: 20, batch: 32 };

/** Data: two heaps; samples: one wide one. Everything about them is known. */
const HEAPS = [{ mean: -2, sigma: 0.6 }, { mean: 1.5, sigma: 0.8 }] as const; // prettier-ignore
const WIDE = { mean: 0, sigma: 1.5 };
const logP = (x: number) =>
  logSumExp(HEAPS.map(({ mean, sigma }) => normalLogDensity(x, mean, sigma))) - Math.log(HEAPS.length);
const logQ = (x: number) => normalLogDensity(x, WIDE.mean, WIDE.sigma);

const draws = (n: number, { mean, sigma }: { mean: number; sigma: number }) =>
  Array.from({ length: n }, () => mean + sigma * standardNormal());
const column = (x: number[]) => tf.tensor2d(x, [x.length, 1]);

/** A perceptron that is trained on fresh samples of both, as a GAN's D is; its D(x) on the grid. */
async function train(context: Context, grid: readonly number[], seed: number): Promise<number[]> {
  const { steps, batch } = context.quick ? QUICK : FULL;
  reseed(seed);
  const D = mlpDiscriminator({ ...MNIST_MLP_GAN, shape: [1], hiddenD: [32, 32], activation: 'tanh', dropout: 0 });
  for (const learningRate of [1e-2, 1e-3]) {
    const optimizer = adam({ learningRate, beta1: 0.9 });
    for (let t = 0; t < steps / 2; t++) {
      tf.tidy(() => {
        const [real, fake] = [column(HEAPS.flatMap((heap) => draws(batch / 2, heap))), column(draws(batch, WIDE))];
        const logits = (x: tf.Tensor) => forward(D, x, { training: true });
        descend(optimizer, [D], () => saturating.discriminator(logits(real), logits(fake)));
      });
      if (t % 100 === 0) context.progress(`seed ${seed}, rate ${learningRate}`, t, steps / 2);
    }
    optimizer.dispose();
  }
  const found = tf.tidy(() => forward(D, column([...grid]), { training: false }).sigmoid());
  const values = Array.from(await found.data());
  found.dispose();
  D.dispose();
  return values;
}

async function run(context: Context): Promise<Measures> {
  const grid = Array.from({ length: 401 }, (_, i) => -6 + i * 0.03);
  const best = grid.map((x) => sigmoid(logP(x) - logQ(x)));
  const seen = grid.map((_, i) => i).filter((i) => Math.exp(logP(grid[i]!)) + Math.exp(logQ(grid[i]!)) > 0.01);
  const learned: Record<string, number[]> = {};
  const errors: number[] = [];
  for (let seed = context.seed; seed < context.seed + SEEDS; seed++) {
    const d = (learned[`seed ${seed}`] = await train(context, grid, seed));
    errors.push(seen.reduce((sum, i) => sum + Math.abs(d[i]! - best[i]!), 0) / seen.length);
    context.say(`seed ${seed}: mean |D − D*| is ${errors.at(-1)!.toFixed(4)}`);
  }
  const over = (y: number[]) => ({ x: grid, y });
  const lines = Object.fromEntries(Object.entries(learned).map(([name, d]) => [name, over(d)]));
  const figure = curves({ 'D* = p / (p + q)': over(best), ...lines }, { x: 'x', y: 'D(x)', title: 'G-04' });
  await context.picture('discriminators', figure);
  return {
    'mean error of D, worst of 3 seeds': Math.max(...errors),
    'mean error of D, best of 3 seeds': Math.min(...errors),
  };
}

export const row: Row = {
  row: 'G-04',
  title: 'A perceptron trained as discriminator of a known pair on the line: mean |D − D*| where p + q > 0.01',
  bars: [{ measure: 'mean error of D, worst of 3 seeds', atMost: 0.03 }],
  run,
};
