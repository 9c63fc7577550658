// The perceptrons of autoencoders: what VAE and AAE share.
import { tf } from '../backend/tf';
import { checkCount } from '../math/check';

export interface PerceptronShape {
  /** of one x: [28, 28, 1] for MNIST, [2] in the plane */
  shape: readonly number[];
  /** units of the encoder's hidden layers, each with a ReLU; the decoder has the same in reverse */
  hidden: readonly number[];
}

const relu = (units: number) => tf.layers.dense({ units, activation: 'relu' });

export interface EncoderOptions {
  /** of the network; 'encoder' unless said */
  name?: string;
  /** whether the last layer has a bias: before a batch norm it would do nothing; true unless said */
  useBias?: boolean;
}

/** x [B, ...shape] -> [B, outputs], linear */
export function mlpEncoder(
  { shape, hidden }: PerceptronShape,
  outputs: number,
  { name = 'encoder', useBias = true }: EncoderOptions = {},
): tf.Sequential {
  const layers = [
    tf.layers.reshape({ inputShape: [...shape], targetShape: [tf.util.sizeFromShape([...shape])] }),
    ...hidden.map(relu),
    tf.layers.dense({ units: outputs, useBias }),
  ];
  return tf.sequential({ name, layers });
}

/** [B, inputs] -> [B, ...shape], linear: logits for a Bernoulli likelihood, means for a Gaussian one */
export function mlpDecoder({ shape, hidden }: PerceptronShape, inputs: number): tf.Sequential {
  const layers = [
    tf.layers.inputLayer({ inputShape: [inputs] }),
    ...[...hidden].reverse().map(relu),
    tf.layers.dense({ units: tf.util.sizeFromShape([...shape]) }),
    tf.layers.reshape({ targetShape: [...shape] }),
  ];
  return tf.sequential({ name: 'decoder', layers });
}

/**
 * @param what names the model in the message
 * @throws RangeError when a size is not a whole number from 1 up
 */
export function checkPerceptronShape({ shape, hidden }: PerceptronShape, what: string): void {
  shape.forEach((size, axis) => {
    checkCount(size, `${what}: shape[${axis}]`);
  });
  hidden.forEach((units, i) => {
    checkCount(units, `${what}: hidden[${i}]`);
  });
}
