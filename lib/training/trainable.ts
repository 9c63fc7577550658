import { tf } from '../backend/tf';

/** One tensor of a state, under a name. */
export interface NamedTensor {
  name: string;
  tensor: tf.Tensor;
}

/** What a training remembers besides the weights of its networks: an optimizer's slots, the images of a pool. */
export interface Stateful {
  /** The state as tensors, made for the caller, who disposes of them; a tf.Variable, as tfjs's optimizers give, stays theirs. */
  getWeights(): Promise<NamedTensor[]>;
  /** Takes what getWeights gave, copies it, and leaves the tensors to the caller. */
  setWeights(weights: NamedTensor[]): Promise<void>;
  /** What must be the same for the state to be of use. */
  getConfig(): tf.serialization.ConfigDict;
  dispose(): void;
}

/** What a checkpoint can hold of a model: networks, and the optimizers that move them. */
export type Part = tf.LayersModel | Stateful;

export type Settings = Readonly<Record<string, string | number | boolean | null>>;

/**
 * All that `fit` asks of a model. One step takes one batch and gives one scalar tensor per loss: the caller reads
 * them when somebody looks, and disposes of them; a step never reads a tensor synchronously.
 */
export interface Trainable<Batch, Loss extends string> {
  step(batch: Batch): Record<Loss, tf.Scalar>;
  /** Everything a checkpoint must hold, under names that do not change. */
  readonly parts: Readonly<Record<string, Part>>;
  /** What else decides how the training goes, such as the loss: a checkpoint is resumed only with the same settings. */
  readonly settings?: Settings;
  /** Frees every weight and optimizer slot. */
  dispose(): void;
}
