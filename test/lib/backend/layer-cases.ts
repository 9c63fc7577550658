import {
  conditionalBatchNormalization,
  gradientReversal,
  groupNormalization,
  instanceNormalization,
  maskedConv2d,
  maskedDense,
  minibatchDiscrimination,
  minibatchStdDev,
  pixelShuffle,
  reflectionPadding2d,
  selfAttention,
  spectralNormalization,
  stopGradient,
  straightThrough,
  tf,
  vectorQuantizer,
  type VectorQuantizer,
} from 'saddlepoint';

/** The functions of test/golden/layers.py: a layer as a function of its input and its weights. */
type Case = (...inputs: never[]) => tf.Tensor;

type Use<L> = (layer: L, x: tf.Tensor) => tf.Tensor;
const apply: Use<tf.layers.Layer> = (layer, x) => layer.apply(x, { training: true }) as tf.Tensor;

/** Uses the layer, built around x, as if its trainable weights were those given, so that they can be differentiated. */
const weighted =
  <L extends tf.layers.Layer>(make: () => L, use: Use<L> = apply) =>
  (x: tf.Tensor, ...weights: tf.Tensor[]) => {
    const layer = make();
    use(layer, x);
    layer.trainableWeights.forEach((weight, i) => Object.assign(weight, { read: () => weights[i] }));
    // where the power iteration of spectral normalisation begins
    layer.nonTrainableWeights
      .filter((w) => w.originalName.endsWith('u'))
      .forEach((u) => u.write(tf.tensor([[0.6, 0.8]])));
    return use(layer, x);
  };

const labels = () => tf.tensor1d([0, 2, 2, 0], 'int32');
const ofClasses: Use<tf.layers.Layer> = (layer, x) => layer.apply([x, labels()], { training: true }) as tf.Tensor;
const L = tf.layers;

const quantize: Use<VectorQuantizer> = (layer, z) => {
  const zq = apply(layer, z);
  const { codebook, commitment } = layer.quantizationLosses(z);
  return zq.mul(z).add(codebook).add(commitment.mul(0.25));
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
  'maskedConv2d A': weighted(() => maskedConv2d({ filters: 2, kernelSize: 3, maskType: 'A' })),
  'maskedConv2d B of three colours': weighted(() =>
    maskedConv2d({ filters: 6, kernelSize: 3, maskType: 'B', colours: 3 }),
  ),
  instanceNormalization: weighted(() => instanceNormalization()),
  'instanceNormalization bare': weighted(() => instanceNormalization({ scale: false, center: false })),
  groupNormalization: weighted(() => groupNormalization({ groups: 2 })),
  conditionalBatchNormalization: weighted(() => conditionalBatchNormalization({ classes: 3 }), ofClasses),
  'conditionalBatchNormalization of rows': weighted(() => conditionalBatchNormalization({ classes: 3 }), ofClasses),
  'spectralNormalization of dense': weighted(() => spectralNormalization({ layer: L.dense({ units: 2 }) })),
  'spectralNormalization of conv2d': weighted(() =>
    spectralNormalization({ layer: L.conv2d({ filters: 2, kernelSize: 3, padding: 'same' }) }),
  ),
  'spectralNormalization of conv2dTranspose': weighted(() =>
    spectralNormalization({ layer: L.conv2dTranspose({ filters: 2, kernelSize: 3, strides: 2, padding: 'same' }) }),
  ),
  reflectionPadding2d: weighted(() => reflectionPadding2d({ padding: 2 })),
  pixelShuffle: weighted(() => pixelShuffle({ factor: 2 })),
  minibatchDiscrimination: weighted(() => minibatchDiscrimination({ kernels: 2, dimension: 3 })),
  minibatchStdDev: weighted(() => minibatchStdDev()),
  selfAttention: weighted(() => selfAttention({ reduction: 2 })),
  vectorQuantizer: weighted(() => vectorQuantizer({ codes: 3 }), quantize),
  gradientReversal: (x: tf.Tensor) => apply(gradientReversal({ lambda: 0.7 }), tf.tanh(x)),
  stopGradient: (x: tf.Tensor) => x.mul(stopGradient(x.tanh())),
  straightThrough: (x: tf.Tensor) => straightThrough(x, x.round()).mul(x),
};
