import { fit, type FitOptions, type FitResult, type tf, type Dataset, type Trainable } from 'saddlepoint';
import { Interrupted } from './row';

/**
 * fit, for a row.
 * @throws Interrupted when it was stopped; its checkpoint is saved
 */
export async function train<Batch extends tf.TensorContainer, Loss extends string>(
  model: Trainable<Batch, Loss>,
  dataset: Dataset<Batch>,
  options: FitOptions,
): Promise<FitResult> {
  const result = await fit(model, dataset, options);
  if (result.interrupted) throw new Interrupted();
  return result;
}
