import { tf } from '../backend/tf';

/**
 * The losses of a training. Steps hand in scalar tensors, which wait on the engine until somebody reads them: reading
 * makes the program wait for the engine, so it is done now and then, for all steps since the last time at once.
 */
export class History {
  /** per loss, one entry per read: the mean over the steps since the read before */
  readonly losses: Record<string, number[]>;
  /** the step of each read: the losses' x axis */
  readonly at: number[];
  private waiting: Record<string, tf.Scalar>[] = [];

  constructor(from: { losses: Record<string, number[]>; at: number[] } = { losses: {}, at: [] }) {
    this.losses = from.losses;
    this.at = from.at;
  }

  add(losses: Record<string, tf.Scalar>): void {
    this.waiting.push(losses);
  }

  /**
   * Reads all that waits.
   *
   * @param step the number of the last step that was added, from 1
   * @throws when a loss is NaN or infinite: names the loss and the first step at which it was
   */
  async read(step: number): Promise<void> {
    const steps = this.waiting;
    this.waiting = [];
    if (steps.length === 0) return;
    try {
      for (const loss of Object.keys(steps[0]!)) {
        const values = await readAll(steps.map((losses) => losses[loss]!));
        const bad = values.findIndex((value) => !Number.isFinite(value));
        if (bad >= 0) throw new DivergedError(loss, values[bad]!, step - values.length + 1 + bad);
        (this.losses[loss] ??= []).push(values.reduce((sum, value) => sum + value, 0) / values.length);
      }
    } finally {
      tf.dispose(steps);
    }
    this.at.push(step);
  }

  dispose(): void {
    tf.dispose(this.waiting);
    this.waiting = [];
  }
}

async function readAll(scalars: tf.Scalar[]): Promise<number[]> {
  const stacked = tf.stack(scalars);
  try {
    return [...(await stacked.data())];
  } finally {
    stacked.dispose();
  }
}

/** A loss became NaN or infinite. */
export class DivergedError extends Error {
  override readonly name = 'DivergedError';
  constructor(loss: string, value: number, step: number) {
    super(
      `The training diverged: the ${loss} loss is ${value} at step ${step}. Lower the learning rate, or look for a log, ` +
        'a division or an exponential that leaves its range.',
    );
  }
}
