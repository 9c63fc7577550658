import { tf } from '../backend/tf';

/** The trainable variables of the networks, in the order of their layers. */
export function variables(networks: readonly tf.LayersModel[]): tf.Variable[] {
  return networks.flatMap((net) => net.trainableWeights.map((weight) => weight.read() as unknown as tf.Variable));
}

/**
 * One gradient step: `optimizer` moves the trainable variables of `networks`, and nothing else, down the gradient of
 * `loss`. Who moves is said here, not by flags on the layers.
 *
 * @param loss computes the scalar on the current weights; everything else that it allocates is freed
 * @returns the loss before the step; the caller disposes of it
 * @throws when the loss is not a scalar, or does not depend on a variable that is to move
 */
export function descend(
  optimizer: tf.Optimizer,
  networks: readonly tf.LayersModel[],
  loss: () => tf.Scalar,
): tf.Scalar {
  const names = networks.map((net) => `'${net.name}'`).join(', ');
  return tf.tidy(() => {
    const { value, grads } = tf.variableGrads(() => scalar(loss(), names), variables(networks));
    optimizer.applyGradients(grads);
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
