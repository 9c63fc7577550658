import { seed as reseed } from '../backend';
import { tf } from '../backend/tf';
import type { Dataset } from '../datasets/dataset';
import { Autosave } from './autosave';
import { withNetworks } from './broken-networks';
import { optimizerSettings } from './checkpoint';
import { listenForInterrupt } from './interrupt';
import { Reporter, type Report } from './progress';
import { Run } from './run';
import type { Trainable } from './trainable';

export interface FitOptions {
  /** passes over the data set in all; a resumed training does those that are missing */
  epochs: number;
  batchSize: number;
  /** seeds the order of the batches, the noise and all other draws of this training; the weights are there already */
  seed?: number;
  /** called after the first step, about twice a second, and at the end */
  report?: Report;
  /** File to save the training to, every 30 seconds unless said and at the end; if it is there, the training goes on. */
  checkpoint?: string | { path: string; everySeconds: number };
}

export interface FitResult {
  /** per loss, one entry per read: the mean over the steps since the read before */
  history: Record<string, number[]>;
  /** the step of each read: the x axis of `history` */
  at: number[];
  /** whole epochs done */
  epochs: number;
  steps: number;
  /** over all sessions */
  seconds: number;
  /** true when it was stopped (Ctrl+C, or the notebook's stop button) before all steps were done */
  interrupted: boolean;
}

/**
 * Trains a model on a data set: the one training loop.
 *
 * After every step the event loop turns, so that a notebook can draw and be stopped. Stopped, it finishes the step,
 * saves the checkpoint if there is one, and returns. A training that goes on from its checkpoint, even after kill -9,
 * ends with bit by bit the weights of one that was never interrupted.
 *
 * @throws DivergedError when a loss is NaN or infinite (says which, at which step, and which
 *   networks have weights that are not finite); Error when an option is out of
 *   range, or the checkpoint belongs to another training, is broken, or cannot be written
 */
export async function fit<Batch extends tf.TensorContainer, Loss extends string>(
  model: Trainable<Batch, Loss>,
  dataset: Dataset<Batch>,
  options: FitOptions,
): Promise<FitResult> {
  const run = new Run(countBatches(dataset, options));
  const steps = options.epochs * run.stepsPerEpoch;
  if (options.seed !== undefined) reseed(options.seed);
  const autosave = autosaveOf(model, dataset, options, run);
  if (autosave && (await autosave.resume())) announceResume(run.step, steps, autosave.path);
  const reporter = new Reporter(run, options.epochs, options.report);
  const interrupt = listenForInterrupt();
  try {
    while (run.step < steps && !interrupt.heard()) {
      for (const batch of run.epoch(dataset, options.batchSize)) {
        run.add(model.step(batch));
        await reporter.reportWhenDue();
        await autosave?.saveWhenDue();
        await new Promise(setImmediate);
        if (interrupt.heard()) break;
      }
    }
    await reporter.reportNow();
    await autosave?.saveNow();
  } catch (error) {
    throw await withNetworks(error, model);
  } finally {
    interrupt.stopListening();
    run.history.dispose();
  }
  if (run.step < steps) announceInterrupt(run.step, steps, autosave?.path);
  return result(run, steps);
}

function countBatches({ name, size }: Dataset<unknown>, { epochs, batchSize }: FitOptions): number {
  for (const [option, value] of Object.entries({ epochs, batchSize })) {
    if (!Number.isInteger(value) || value < 1) {
      throw new RangeError(`fit: ${option} must be a whole number from 1 up, but is ${value}.`);
    }
  }
  if (batchSize > size) {
    throw new RangeError(`fit: batchSize is ${batchSize}, but the data set '${name}' has only ${size} examples.`);
  }
  return Math.floor(size / batchSize);
}

function autosaveOf(
  model: Trainable<never, string>,
  { name, size }: Dataset<unknown>,
  { batchSize, seed, checkpoint }: FitOptions,
  run: Run,
): Autosave | undefined {
  if (checkpoint === undefined) return undefined;
  const { path, everySeconds } = typeof checkpoint === 'string' ? { path: checkpoint, everySeconds: 30 } : checkpoint;
  const training = { dataset: name, examples: size, batchSize, seed: seed ?? null };
  const settings = { ...model.settings, ...optimizerSettings(model), ...training };
  return new Autosave(model, run, settings, path, everySeconds);
}

function announceResume(step: number, steps: number, path: string): void {
  if (step > steps) {
    throw new RangeError(`fit: '${path}' holds ${step} steps, more than the ${steps} asked for: raise epochs.`);
  }
  const what =
    step === steps ? 'holds the whole training: nothing left to do' : `goes on after step ${step} of ${steps}`;
  console.log(`fit: '${path}' ${what}.`);
}

function announceInterrupt(step: number, steps: number, path: string | undefined): void {
  const how =
    path === undefined
      ? "The model keeps what it has learnt; with the option checkpoint: 'file.safetensors', fit could go on from here."
      : `Saved in '${path}': call fit again with the same arguments, in this session or a new one, to go on.`;
  console.log(`fit: stopped after step ${step} of ${steps}. ${how}`);
}

function result({ history, step, seconds, stepsPerEpoch }: Run, steps: number): FitResult {
  return {
    history: history.losses,
    at: history.at,
    epochs: Math.floor(step / stepsPerEpoch),
    steps: step,
    seconds,
    interrupted: step < steps,
  };
}
