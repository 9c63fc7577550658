import { bernoulliLikelihood, tf } from 'saddlepoint';

/** The functions of test/golden/gradients.py, by the same names, as a user of tfjs writes them. */
type Case = (...inputs: never[]) => tf.Tensor;

const standardise = (x: tf.Tensor, axes: number[]) => {
  const { mean, variance } = tf.moments(x, axes, true);
  return x.sub(mean).div(tf.sqrt(variance.add(1e-3)));
};

const penalty = (f: (x: tf.Tensor2D) => tf.Tensor2D) => (x: tf.Tensor2D, w1: tf.Tensor2D, w2: tf.Tensor2D) => {
  const g = tf.grad((x) => tf.matMul(f(tf.matMul(x as tf.Tensor2D, w1)), w2).sum())(x);
  return tf.norm(g, 2, 1).sub(1).square();
};

const vectorQuantise = (x: tf.Tensor2D, codes: tf.Tensor2D) => {
  const distance = x.expandDims(1).sub(codes.expandDims(0)).square().sum(2);
  return tf.gather(codes, tf.argMin(distance, 1)).mul(x);
};

const layer = (l: tf.layers.Layer) => (x: tf.Tensor) => l.apply(x, { training: true }) as tf.Tensor;

/** An embedding layer holds its weights, so x takes the place of its kernel. */
const embedding = (x: tf.Tensor2D) => tf.gather(x, tf.tensor2d([0, 2, 2, 1], [2, 2], 'int32'));

const labels = () => tf.oneHot(tf.tensor1d([1, 0, 3], 'int32'), 4).toFloat();
const indices = () => tf.tensor1d([2, 0, 2, 1], 'int32');

export const cases: Record<string, Case> = {
  tanh: tf.tanh,
  sigmoid: tf.sigmoid,
  exp: tf.exp,
  expm1: tf.expm1,
  log: tf.log,
  log1p: tf.log1p,
  sqrt: tf.sqrt,
  rsqrt: tf.rsqrt,
  reciprocal: tf.reciprocal,
  square: tf.square,
  abs: tf.abs,
  sin: tf.sin,
  cos: tf.cos,
  erf: tf.erf,
  atan: tf.atan,
  relu: tf.relu,
  relu6: tf.relu6,
  elu: tf.elu,
  selu: tf.selu,
  leakyRelu: (x: tf.Tensor) => tf.leakyRelu(x, 0.2),
  prelu: tf.prelu,
  softplus: tf.softplus,
  swish: (x: tf.Tensor) => x.mul(tf.sigmoid(x)),
  pow: tf.pow,
  clip: (x: tf.Tensor) => tf.clipByValue(x, -1, 1),
  where: (x: tf.Tensor) => tf.where(tf.greater(x, 0), tf.exp(x), x),

  add: tf.add,
  sub: tf.sub,
  mul: tf.mul,
  div: tf.div,
  maximum: tf.maximum,
  minimum: tf.minimum,
  squaredDifference: tf.squaredDifference,
  atan2: tf.atan2,

  sum: (x: tf.Tensor) => x.sum(0),
  mean: (x: tf.Tensor) => x.mean(1),
  cumsum: (x: tf.Tensor) => x.cumsum(1),
  max: (x: tf.Tensor) => x.max(1),
  'max of everything': (x: tf.Tensor) => x.max(),
  'max of equals': (x: tf.Tensor) => x.max(1),
  min: (x: tf.Tensor) => x.min(0),
  norm: (x: tf.Tensor) => tf.norm(x, 2, 1),
  logSumExp: (x: tf.Tensor) => x.logSumExp(1),
  variance: (x: tf.Tensor) => tf.moments(x, 0).variance,

  dropout: (x: tf.Tensor) => tf.dropout(x, 0.5, undefined, 7),

  softmax: (x: tf.Tensor) => tf.softmax(x),
  logSoftmax: (x: tf.Tensor) => tf.logSoftmax(x),
  sigmoidCrossEntropy: (x: tf.Tensor) => tf.losses.sigmoidCrossEntropy(labels(), x),
  softmaxCrossEntropy: (x: tf.Tensor) => tf.losses.softmaxCrossEntropy(labels(), x),

  'penalty of a tanh critic': penalty(tf.tanh),
  'penalty of a leakyRelu critic': penalty((x) => tf.leakyRelu(x, 0.2)),
  'penalty of an elu critic': penalty(tf.elu),
  'penalty of a softplus critic': penalty(tf.softplus),

  matMul: (a: tf.Tensor2D, b: tf.Tensor2D) => tf.matMul(a, b),
  'matMul transposed': (a: tf.Tensor2D, b: tf.Tensor2D) => tf.matMul(a, b, true, true),
  'matMul in a batch': (a: tf.Tensor3D, b: tf.Tensor3D) => tf.matMul(a, b, false, true),
  conv2d: (x: tf.Tensor4D, w: tf.Tensor4D) => tf.conv2d(x, w, 1, 'same'),
  'conv2d of stride 2': (x: tf.Tensor4D, w: tf.Tensor4D) => tf.conv2d(x, w, 2, 'same'),
  'conv2d valid': (x: tf.Tensor4D, w: tf.Tensor4D) => tf.conv2d(x, w, 1, 'valid'),
  'fused conv2d': (x: tf.Tensor4D, w: tf.Tensor4D, b: tf.Tensor1D) =>
    tf.fused.conv2d({ x, filter: w, bias: b, strides: 2, pad: 'same', activation: 'relu' }),
  'fused conv2d without activation': (x: tf.Tensor4D, w: tf.Tensor4D, b: tf.Tensor1D) =>
    tf.fused.conv2d({ x, filter: w, bias: b, strides: 1, pad: 'valid', dilations: 2 }),
  'fused matMul': (a: tf.Tensor2D, b: tf.Tensor2D, bias: tf.Tensor1D) => tf.fused.matMul({ a, b, bias }),
  'conv2d dilated': (x: tf.Tensor4D, w: tf.Tensor4D) => tf.conv2d(x, w, 1, 'same', 'NHWC', 2),
  conv2dTranspose: (x: tf.Tensor4D, w: tf.Tensor4D) => tf.conv2dTranspose(x, w, [2, 6, 4, 1], 2, 'same'),
  'conv2dTranspose of stride 1': (x: tf.Tensor4D, w: tf.Tensor4D) => tf.conv2dTranspose(x, w, [1, 3, 3, 2], 1, 'same'),
  'conv2dTranspose of stride 3': (x: tf.Tensor4D, w: tf.Tensor4D) => tf.conv2dTranspose(x, w, [1, 6, 6, 2], 3, 'same'),
  depthwiseConv2d: (x: tf.Tensor4D, w: tf.Tensor4D) => tf.depthwiseConv2d(x, w, 1, 'same'),
  'depthwiseConv2d of stride 2': (x: tf.Tensor4D, w: tf.Tensor4D) => tf.depthwiseConv2d(x, w, 2, 'same'),

  avgPool: (x: tf.Tensor4D) => tf.avgPool(x, 2, 2, 'valid'),
  'avgPool same': (x: tf.Tensor4D) => tf.avgPool(x, 3, 2, 'same'),
  maxPool: (x: tf.Tensor4D) => tf.maxPool(x, 2, 2, 'valid'),
  'maxPool same': (x: tf.Tensor4D) => tf.maxPool(x, 3, 2, 'same'),
  resizeNearestNeighbor: (x: tf.Tensor4D) => tf.image.resizeNearestNeighbor(x, [4, 6]),
  'resizeNearestNeighbor by fractions': (x: tf.Tensor4D) => tf.image.resizeNearestNeighbor(x, [5, 4]),
  'resizeNearestNeighbor at half pixels': (x: tf.Tensor4D) => tf.image.resizeNearestNeighbor(x, [5, 6], false, true),
  upSampling2d: layer(tf.layers.upSampling2d({ size: [3, 3] })),
  resizeBilinear: (x: tf.Tensor4D) => tf.image.resizeBilinear(x, [4, 5], false, true),
  'resizeBilinear aligned': (x: tf.Tensor4D) => tf.image.resizeBilinear(x, [4, 5], true),

  batchNormalization: layer(tf.layers.batchNormalization()),
  'batchNormalization of rows': layer(tf.layers.batchNormalization()),
  'batchNormalization without scale': layer(tf.layers.batchNormalization({ scale: false })),
  'batchNormalization without center': layer(tf.layers.batchNormalization({ center: false })),
  'batchNormalization of the first axis': layer(tf.layers.batchNormalization({ axis: 0 })),
  'batchNormalization at test': (x: tf.Tensor2D, ...p: [tf.Tensor1D, tf.Tensor1D, tf.Tensor1D, tf.Tensor1D]) =>
    tf.batchNorm2d(x, ...p, 1e-3),
  'instance normalisation': (x: tf.Tensor) => standardise(x, [1, 2]),
  'layer normalisation': (x: tf.Tensor) => standardise(x, [1]),

  pad: (x: tf.Tensor4D) => tf.pad(x, [[0, 0], [0, 1], [1, 2], [0, 0]]), // prettier-ignore
  'mirrorPad reflect': (x: tf.Tensor4D) => tf.mirrorPad(x, [[0, 0], [2, 1], [1, 2], [0, 0]], 'reflect'), // prettier-ignore
  'mirrorPad symmetric': (x: tf.Tensor2D) => tf.mirrorPad(x, [[1, 2], [3, 0]], 'symmetric'), // prettier-ignore
  depthToSpace: (x: tf.Tensor4D) => tf.depthToSpace(x, 2),
  spaceToDepth: (x: tf.Tensor4D) =>
    tf.transpose(x.reshape([1, 2, 2, 2, 2, 1]), [0, 1, 3, 2, 4, 5]).reshape([1, 2, 2, 4]),
  spaceToBatchND: (x: tf.Tensor4D) => tf.spaceToBatchND(x, [2, 2], [[0, 0], [0, 0]]), // prettier-ignore
  stridedSlice: (x: tf.Tensor3D) => tf.stridedSlice(x, [0, 1, 0], [2, 5, 3], [1, 2, 2]),
  'stridedSlice backwards': (x: tf.Tensor2D) => tf.stridedSlice(x, [1, 4], [2, 0], [1, -3], 0, 0, 0, 0, 1),
  slice: (x: tf.Tensor2D) => tf.slice(x, [1, 0], [2, 2]),
  reverse: (x: tf.Tensor2D) => tf.reverse(x, 1),
  flipLeftRight: (x: tf.Tensor4D) => tf.image.flipLeftRight(x),
  transpose: (x: tf.Tensor3D) => tf.transpose(x, [2, 0, 1]),
  concat: (a: tf.Tensor2D, b: tf.Tensor2D) => tf.concat([a, b, a], 1),
  stack: (a: tf.Tensor2D, b: tf.Tensor2D) => tf.stack([a, b], 1),
  split: (x: tf.Tensor2D) => {
    const [a, b] = tf.split(x, 2, 1) as [tf.Tensor, tf.Tensor];
    return a.mul(b);
  },
  tile: (x: tf.Tensor2D) => tf.tile(x, [2, 3]),
  broadcastTo: (x: tf.Tensor2D) => x.reshape([1, 2, 1]).broadcastTo([3, 2, 4]),
  gather: (x: tf.Tensor2D) => tf.gather(x, indices()),
  'gather of columns': (x: tf.Tensor2D) => tf.gather(x, indices(), 1),
  'gather by argMin': vectorQuantise,
  gatherND: (x: tf.Tensor2D) => tf.gatherND(x, tf.tensor2d([0, 2, 1, 1, 0, 2], [3, 2], 'int32')),
  embedding,

  bernoulliLogDensity: (x: tf.Tensor, logits: tf.Tensor) => bernoulliLikelihood.logDensity(x, logits),
};
