import { tf } from 'saddlepoint';

/** The functions of test/golden/rare-gradients.py. */
type Case = (...inputs: never[]) => tf.Tensor;

const labels = () => tf.oneHot(tf.tensor1d([1, 0, 3], 'int32'), 4).toFloat();

export const rareCases: Record<string, Case> = {
  acos: tf.acos,
  acosh: tf.acosh,
  asin: tf.asin,
  asinh: tf.asinh,
  atanh: tf.atanh,
  sinh: tf.sinh,
  cosh: tf.cosh,
  tan: tf.tan,
  logSigmoid: tf.logSigmoid,
  'abs at zero': tf.abs,
  'relu at zero': tf.relu,
  floor: (x: tf.Tensor) => tf.floor(x).add(x),
  ceil: (x: tf.Tensor) => tf.ceil(x).add(x),
  round: (x: tf.Tensor) => tf.round(x).add(x),
  sign: (x: tf.Tensor) => tf.sign(x).mul(x),
  floorDiv: (a: tf.Tensor, b: tf.Tensor) => tf.floorDiv(a, b).mul(a).mul(b),
  mod: tf.mod,
  prod: (x: tf.Tensor) => tf.prod(x, 1),
  cumprod: (x: tf.Tensor) => tf.cumprod(x, 1),
  addN: (a: tf.Tensor, b: tf.Tensor) => tf.addN([a, b, a]),
  topk: (x: tf.Tensor) => tf.topk(x, 2).values,
  einsum: (a: tf.Tensor, b: tf.Tensor) => tf.einsum('ij,jk->ik', a, b),
  diag: (x: tf.Tensor) => tf.diag(x),
  tensorScatterUpdate: (x: tf.Tensor, u: tf.Tensor) =>
    tf.tensorScatterUpdate(x, tf.tensor2d([2, 1], [2, 1], 'int32'), u),

  conv1d: (x: tf.Tensor3D, w: tf.Tensor3D) => tf.conv1d(x, w, 1, 'valid'),
  separableConv2d: (x: tf.Tensor4D, d: tf.Tensor4D, p: tf.Tensor4D) => tf.separableConv2d(x, d, p, 1, 'same'),
  'depthwiseConv2d dilated': (x: tf.Tensor4D, w: tf.Tensor4D) => tf.depthwiseConv2d(x, w, 1, 'valid', 'NHWC', 2),
  conv3d: (x: tf.Tensor5D, w: tf.Tensor5D) => tf.conv3d(x, w, 1, 'valid'),
  avgPool3d: (x: tf.Tensor5D) => tf.avgPool3d(x, 2, 2, 'valid'),
  maxPool3d: (x: tf.Tensor5D) => tf.maxPool3d(x, 2, 2, 'valid'),
  maxPoolWithArgmax: (x: tf.Tensor4D) => tf.maxPoolWithArgmax(x, 2, 2, 'valid')['result']!,
  dilation2d: (x: tf.Tensor4D, w: tf.Tensor3D) => tf.dilation2d(x, w, 1, 'valid'),
  localResponseNormalization: (x: tf.Tensor4D) => tf.localResponseNormalization(x, 1, 1, 0.5, 0.75),
  batchToSpaceND: (x: tf.Tensor4D) => tf.batchToSpaceND(x, [2, 2], [[0, 0], [0, 0]]), // prettier-ignore

  meanSquaredError: (x: tf.Tensor, y: tf.Tensor) => tf.losses.meanSquaredError(y, x),
  absoluteDifference: (x: tf.Tensor, y: tf.Tensor) => tf.losses.absoluteDifference(y, x),
  huberLoss: (x: tf.Tensor, y: tf.Tensor) => tf.losses.huberLoss(y, x),
  cosineDistance: (x: tf.Tensor, y: tf.Tensor) => tf.losses.cosineDistance(y, x, 1),
  hingeLoss: (x: tf.Tensor) => tf.losses.hingeLoss(labels(), x),
  logLoss: (x: tf.Tensor) => tf.losses.logLoss(labels(), x),
};
