import { tf } from '../backend/tf';

/** The trainable variables of the networks, in the order of their layers. */
export function variables(networks: readonly tf.LayersModel[]): tf.Variable[] {
  return networks.flatMap((net) => net.trainableWeights.map((weight) => weight.read() as unknown as tf.Variable));
}

/**
 * One gradient step: `optimizer` moves the trainable variables of `networks`, and nothing else, down the gradient of
 * `loss`. Who moves is said here, not by flags on the layers. A variable that the loss does not touch stays.
 *
 * @param loss computes the scalar on the current weights; everything else that it allocates is freed
 * @returns the loss before the step; the caller disposes of it
 * @throws when the loss is not a scalar, or depends on none of the variables
 */
export function descend(
  optimizer: tf.Optimizer,
  networks: readonly tf.LayersModel[],
  loss: () => tf.Scalar,
): tf.Scalar {
  const names = networks.map((net) => `'${net.name}'`).join(', ');
  const moving = variables(networks);
  return tf.tidy(() => {
    const { value, grads } = tf.engine().gradients(() => scalar(loss(), names), moving, undefined, true);
    const gradients = moving.map(({ name }, i) => ({ name, tensor: grads[i] }));
    if (gradients.every(({ tensor }) => !tensor)) {
      throw new Error(`The loss does not depend on the weights of ${names}: compute it from their outputs.`);
    }
    // Optimizers take the list with its gaps: those of tfjs know their slots by the place in it.
    optimizer.applyGradients(gradients as { name: string; tensor: tf.Tensor }[]);
    return value;
  });
}

function scalar(loss: tf.Scalar, names: string): tf.Scalar {
  // A student's loss may have any shape, whatever its type says.
  if ((loss as tf.Tensor).rank !== 0) {
    throw new Error(
      `A loss must be a scalar, but the loss of ${names} has shape [${loss.shape}]: take its mean over the batch.`,
    );
  }
  return loss;
}
