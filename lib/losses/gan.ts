import { tf } from '../backend/tf';

/** The losses of a two-player game on discriminator logits [B, 1]; both players descend theirs. */
export interface GANLoss {
  readonly name: string;
  /** logits of real and of generated data, each [B, 1] -> scalar (nats, mean over the batch) */
  discriminator(real: tf.Tensor, fake: tf.Tensor): tf.Scalar;
  /** logits of generated data [B, 1] -> scalar (nats, mean over the batch) */
  generator(fake: tf.Tensor): tf.Scalar;
}
