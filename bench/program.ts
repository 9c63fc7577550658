import { tf, type Trainable } from 'saddlepoint';

/** Does n steps and resolves when they are done, whatever the engine still had in flight. */
export type Steps = (n: number) => Promise<void>;

/** One thing to measure: programs/NAME.ts, with its twin programs/NAME.py that does the same. */
export interface Program {
  /** what a step is */
  title: string;
  /** whose twin stands beside it */
  peer: 'PyTorch' | 'scikit-learn';
  /** whether its steps run on an engine of tfjs, or in plain JavaScript */
  onEngine: boolean;
  /** Makes the model and its data. */
  prepare(): Steps;
}

/** Steps of a model's training on one batch. */
export function training<Batch>(model: Trainable<Batch, string>, batch: Batch): Steps {
  return async (n) => {
    for (let i = 1; i < n; i++) tf.dispose(model.step(batch));
    const losses = model.step(batch);
    await Promise.all(Object.values(losses).map((loss) => loss.data()));
    tf.dispose(losses);
  };
}
