import { maskedDense, tf } from 'saddlepoint';

/** The functions of test/golden/layers.py: a layer as a function of its input and its weights. */
type Case = (...inputs: never[]) => tf.Tensor;

/** Runs the layer, built around x, as if its trainable weights were those given, so that they can be differentiated. */
const weighted =
  (make: () => tf.layers.Layer) =>
  (x: tf.Tensor, ...weights: tf.Tensor[]) => {
    const layer = make();
    layer.apply(x);
    layer.trainableWeights.forEach((weight, i) => Object.assign(weight, { read: () => weights[i] }));
    return layer.apply(x, { training: true }) as tf.Tensor;
  };

export const layerCases: Record<string, Case> = {
  maskedDense: weighted(() => maskedDense({ inputDegrees: [2, 1, 3, 4], outputDegrees: [3, 1, 2, 2, 3] })),
  'maskedDense strict': weighted(() =>
    maskedDense({
      inputDegrees: [1, 2, 0],
      outputDegrees: [1, 2, 1, 2],
      strict: true,
      useBias: false,
      activation: 'tanh',
    }),
  ),
};
