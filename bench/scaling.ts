/** npm run bench:scaling [-- --engine E] [--rounds N]: the time of DCGAN's step over the size of its batch. */
import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { curves, DCGAN, MNIST_DCGAN, ready, saveFigure, seed, tf, type EngineName } from 'saddlepoint';
import { fitLine } from './line';
import { readOptions } from './options';
import { training } from './program';

const BATCHES = [16, 32, 64, 128];
const file = join(__dirname, '..', 'data', 'results', 'bench-scaling');

/** Milliseconds a step for each size, in turn; the least of the rounds, which other processes have slowed down least. */
async function measure(rounds: number): Promise<number[]> {
  const model = new DCGAN(MNIST_DCGAN);
  const turns = BATCHES.map((size) => training(model, tf.randomUniform<tf.Rank.R4>([size, 28, 28, 1], -1, 1)));
  const best = BATCHES.map(() => Infinity);
  for (let round = 0; round <= rounds; round++) {
    for (const [i, steps] of turns.entries()) {
      const n = Math.max(...BATCHES) / BATCHES[i]!; // as many images in every turn
      const start = performance.now();
      await steps(n);
      if (round > 0) best[i] = Math.min(best[i]!, (performance.now() - start) / n); // round 0 warms up
    }
  }
  return best;
}

async function main(): Promise<void> {
  const { engine, rounds } = readOptions(process.argv.slice(2));
  const name = await ready(engine as EngineName | 'auto');
  seed(1);
  const times = await measure(rounds);
  const { intercept, slope } = fitLine(BATCHES, times);
  const line = BATCHES.map((size) => intercept + slope * size);
  console.log('batch  ms/step  line');
  BATCHES.forEach((size, i) => {
    console.log(`${String(size).padStart(5)}  ${times[i]!.toFixed(1).padStart(7)}  ${line[i]!.toFixed(1)}`);
  });
  const worst = Math.max(...times.map((time, i) => Math.abs(time / line[i]! - 1)));
  console.log(
    `at most ${(100 * worst).toFixed(0)} % from the line; the machine's load at the end: ${loadavg()[0]!.toFixed(1)}`,
  );
  const rows = BATCHES.map((size, i) => `${size},${times[i]!.toFixed(2)}`);
  writeFileSync(`${file}.csv`, ['batch,ms_per_step', ...rows, ''].join('\n'));
  const series = { measured: { x: BATCHES, y: times, mode: 'markers' }, line: { x: BATCHES, y: line } } as const;
  saveFigure(`${file}.svg`, curves(series, { title: `DCGAN on ${name}`, x: 'batch', y: 'ms a step' }));
}

main().catch((error: unknown) => {
  console.error((error as Error).message);
  process.exitCode = 1;
});
