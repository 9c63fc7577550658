import { keepRandom } from '../backend';
import type { Run } from './run';

/** Where a training stands. */
export interface Progress {
  /** from 1 */
  epoch: number;
  epochs: number;
  /** over all epochs, from 1 */
  step: number;
  steps: number;
  /** over all sessions of a resumed training */
  secondsElapsed: number;
  secondsLeft: number;
  /** per loss, one entry per read: the mean over the steps since the read before */
  history: Record<string, number[]>;
  /** the step of each read: the x axis of `history` */
  at: number[];
  done: boolean;
}

/** Called now and then during a training. What it draws from the random generator does not change the training. */
export type Report = (progress: Progress) => void | Promise<void>;

/** Reads the losses and reports: about twice a second, but in no more than a tenth of the time. */
export class Reporter {
  private readonly start = performance.now();
  private readonly before: { step: number; seconds: number };
  private readonly steps: number;
  private next = this.start;

  constructor(
    private readonly run: Run,
    private readonly epochs: number,
    private readonly report: Report | undefined,
  ) {
    this.steps = epochs * run.stepsPerEpoch;
    this.before = { step: run.step, seconds: run.seconds };
  }

  /** Reports when it is time to; at the end of an epoch it is time a little sooner. */
  async reportWhenDue(): Promise<void> {
    const began = performance.now();
    if (this.run.step === this.steps) return; // the end is reported by itself
    const early = this.run.step % this.run.stepsPerEpoch === 0 ? 400 : 0;
    if (began < this.next - early) return;
    await this.reportNow();
    const ended = performance.now();
    this.next = ended + Math.max(500, 9 * (ended - began));
  }

  async reportNow(): Promise<void> {
    const { run, epochs, steps, before } = this;
    const { step, stepsPerEpoch, history } = run;
    await history.read(step);
    const seconds = (performance.now() - this.start) / 1000;
    run.seconds = before.seconds + seconds;
    const done = step === steps;
    const progress: Progress = {
      epoch: Math.ceil(step / stepsPerEpoch),
      epochs,
      step,
      steps,
      secondsElapsed: run.seconds,
      secondsLeft: done ? 0 : (seconds / (step - before.step)) * (steps - step),
      history: history.losses,
      at: history.at,
      done,
    };
    await keepRandom(() => this.report?.(progress));
  }
}
