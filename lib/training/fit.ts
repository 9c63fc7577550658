import { keepRandom, seed as reseed } from '../backend';
import { tf } from '../backend/tf';
import type { Dataset } from '../datasets/dataset';
import type { Trainable } from './trainable';

/** Where a training stands; `history` has one entry per read and loss: the mean over the steps since the read before. */
export interface Progress {
  epoch: number;
  epochs: number;
  step: number;
  steps: number;
  secondsElapsed: number;
  secondsLeft: number;
  history: Record<string, number[]>;
  done: boolean;
}

export interface FitOptions {
  epochs: number;
  batchSize: number;
  seed?: number;
  report?: (progress: Progress) => void | Promise<void>;
  checkpoint?: string | { path: string; everySeconds?: number };
}

export interface FitResult {
  history: Record<string, number[]>;
  epochs: number;
  steps: number;
  seconds: number;
  interrupted: boolean;
}

/** Trains a model on a data set. */
export async function fit<Batch extends tf.TensorContainer, Loss extends string>(
  model: Trainable<Batch, Loss>,
  dataset: Dataset<Batch>,
  { epochs, batchSize, seed, report }: FitOptions,
): Promise<FitResult> {
  if (seed !== undefined) reseed(seed);
  const steps = epochs * Math.floor(dataset.size / batchSize);
  const history: Record<string, number[]> = {};
  const start = performance.now();
  let step = 0;
  let read = start;
  for (let epoch = 1; epoch <= epochs; epoch++) {
    for (const batch of dataset.batches(batchSize)) {
      const losses = model.step(batch);
      tf.dispose(batch);
      step++;
      if (performance.now() - read > 500 || step === steps) {
        for (const key in losses) (history[key] ??= []).push((await losses[key].data())[0]!);
        const secondsElapsed = (performance.now() - start) / 1000;
        const secondsLeft = (secondsElapsed / step) * (steps - step);
        const progress = { epoch, epochs, step, steps, secondsElapsed, secondsLeft, history, done: step === steps };
        await keepRandom(() => report?.(progress));
        read = performance.now();
      }
      tf.dispose(losses);
      await new Promise(setImmediate);
    }
  }
  return { history, epochs, steps, seconds: (performance.now() - start) / 1000, interrupted: false };
}
