import { ready, seed, tf, type EngineName } from 'saddlepoint';
import type { Options } from './options';
import { load } from './programs';
import { median } from './statistics';
import { Stopwatch, type Lap } from './stopwatch';

const STEPS = 10;

/** The best multiply-adds per millisecond of a few large products of matrices: what this machine can do now. */
async function matMulRate(): Promise<number> {
  const n = 1024;
  const a = tf.randomUniform<tf.Rank.R2>([n, n]);
  const times: number[] = [];
  for (let i = 0; i < 8; i++) {
    const start = performance.now();
    const c = tf.matMul(a, a);
    await c.data();
    times.push(performance.now() - start);
    c.dispose();
  }
  a.dispose();
  return n ** 3 / Math.min(...times);
}

const cells = (name: string, calls: string, ms: string, share: string, rate: string) =>
  [name.padEnd(24), calls.padStart(6), ms.padStart(9), share.padStart(6), rate.padStart(9)].join(' ');
const percent = (x: number) => `${(100 * x).toFixed(0)} %`;
const gflops = (multiplyAdds: number, ms: number) => ((2 * multiplyAdds) / ms / 1e6).toFixed(0);

function kernelLine([name, { calls, milliseconds, multiplyAdds }]: [string, Lap], stepMs: number): string {
  const ms = milliseconds / STEPS;
  const rate = multiplyAdds > 0 ? gflops(multiplyAdds, milliseconds) : '';
  return cells(name, (calls / STEPS).toFixed(1), ms.toFixed(2), percent(ms / stepMs), rate);
}

/** Prints where the time of a program's steps goes: kernels by time, and the share of the multiply-adds' floor. */
export async function profile(name: string, { engine }: Options): Promise<void> {
  const program = load(name);
  if (!program.onEngine) {
    console.log(`${name} runs in plain JavaScript, without kernels: profile it with node --cpu-prof.`);
    return;
  }
  await ready(engine as EngineName | 'auto');
  seed(1);
  const steps = program.prepare();
  const watch = new Stopwatch();
  await steps(3);
  watch.reset();
  const times: number[] = [];
  for (let i = 0; i < STEPS; i++) {
    const start = performance.now();
    await steps(1);
    times.push(performance.now() - start);
  }
  const laps = [...watch.laps].sort(([, a], [, b]) => b.milliseconds - a.milliseconds);
  const stepMs = times.reduce((a, b) => a + b) / STEPS;
  const inKernels = laps.reduce((sum, [, lap]) => sum + lap.milliseconds, 0) / STEPS;
  console.log(program.title);
  console.log(cells('kernel', 'calls', 'ms', 'share', 'GFLOP/s'));
  for (const lap of laps) console.log(kernelLine(lap, stepMs));
  console.log(cells('between kernels', '', (stepMs - inKernels).toFixed(2), percent(1 - inKernels / stepMs), ''));
  const products = laps.reduce((sum, [, lap]) => sum + lap.multiplyAdds, 0) / STEPS;
  const rate = await matMulRate();
  const floor = products / rate;
  console.log(
    `a step: ${median(times).toFixed(1)} ms; ${(products / 5e8).toFixed(1)} GFLOP of products, ` +
      `${floor.toFixed(1)} ms at the ${gflops(rate, 1)} GFLOP/s of a matMul: ${percent(floor / median(times))} of the step`,
  );
}
