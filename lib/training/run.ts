import { randomState, setRandomState, type RandomState } from '../backend';
import { tf } from '../backend/tf';
import type { Dataset } from '../datasets/dataset';
import { History } from './history';

/** A run as a checkpoint holds it. */
export interface SavedRun {
  step: number;
  seconds: number;
  losses: Record<string, number[]>;
  at: number[];
  /** before the batches of the epoch were shuffled */
  epochStart: RandomState;
  /** after the last step */
  now: RandomState;
}

/** How far a training has come: besides the model's own state, all that it needs to go on exactly. */
export class Run {
  /** steps done */
  step = 0;
  /** spent so far, over all sessions */
  seconds = 0;
  history = new History();
  private epochStart = randomState();

  constructor(readonly stepsPerEpoch: number) {}

  add(losses: Record<string, tf.Scalar>): void {
    this.history.add(losses);
    this.step++;
  }

  /** Call it after a step; reads the losses. */
  async save(): Promise<SavedRun> {
    await this.history.read(this.step);
    const { step, seconds, history, epochStart } = this;
    return { step, seconds, losses: history.losses, at: history.at, epochStart, now: randomState() };
  }

  restore({ step, seconds, losses, at, epochStart, now }: SavedRun): void {
    Object.assign(this, { step, seconds, history: new History({ losses, at }), epochStart });
    setRandomState(now);
  }

  /**
   * The batches of the current epoch, each freed when the next is asked for. When some of them are done already, the rest: shuffled as before, then with the
   * random numbers that an uninterrupted training goes on with.
   *
   * @throws when the data set hands out fewer batches than its size promises
   */
  *epoch<Batch extends tf.TensorContainer>(dataset: Dataset<Batch>, batchSize: number): Generator<Batch> {
    const now = randomState();
    const done = this.step % this.stepsPerEpoch;
    if (done > 0) setRandomState(this.epochStart);
    else this.epochStart = now;
    let i = 0;
    for (const batch of dataset.batches(batchSize)) {
      try {
        if (i >= done) yield batch;
      } finally {
        tf.dispose(batch);
      }
      i++;
      if (i === done) setRandomState(now);
      if (i === this.stepsPerEpoch) return;
    }
    const promise = `its size of ${dataset.size} makes ${this.stepsPerEpoch} batches of ${batchSize}`;
    throw new Error(`The data set '${dataset.name}' handed out ${i} batches in an epoch, but ${promise}.`);
  }
}
