import * as tf from '@tensorflow/tfjs';
import type { Dense } from '../dense';
import type { RandomUniform } from '../dropout';
import { setKernel } from '../kernels/kernel';
import { execute, ints } from './operation';

interface MatMul {
  transposeA: boolean;
  transposeB: boolean;
}

interface Conv {
  strides: number | [number, number];
  pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding;
  dataFormat: 'NHWC' | 'NCHW';
  dilations?: number | [number, number];
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}
type Shape4D = [number, number, number, number];

const numbers = (...values: (number | boolean)[]) => [ints('numbers', values.map(Number))];
const isFloat = (...tensors: tf.Tensor[]) => tensors.every(({ dtype }) => dtype === 'float32');
const isMatrix = (...tensors: tf.Tensor[]) => tensors.every(({ rank, size }) => rank === 2 && size > 0);

/** Products of matrices by an operation of our own: see operations/dense.cc. */
function setMatMulKernel(): void {
  setKernel<MatMul>(['tensorflow'], 'BatchMatMul', ({ a, b }, attrs, shipped) =>
    isMatrix(a!, b!) && isFloat(a!, b!)
      ? execute('SaddlepointProduct', numbers(attrs.transposeA, attrs.transposeB), [a!, b!])
      : shipped({ a: a!, b: b! }, attrs),
  );
}

/** Dense layers: see ../dense. */
function setDenseKernels(): void {
  const attrs = ({ activation }: Dense) => numbers(activation === 'relu');
  setKernel<Dense>(['tensorflow'], 'Dense', ({ x, w, bias }, given) =>
    execute('SaddlepointDense', attrs(given), [x!, w!, bias!]),
  );
  for (const gradient of ['DenseGradX', 'DenseGradW', 'DenseGradBias']) {
    setKernel<Dense>(['tensorflow'], gradient, (inputs, given) =>
      execute(`Saddlepoint${gradient}`, attrs(given), Object.values(inputs)),
    );
  }
}

/** Undilated convolutions of images with channels last; the others stay TensorFlow's. */
const isPlain = ({ dataFormat, dilations = 1 }: Conv) =>
  dataFormat === 'NHWC' && [dilations].flat().every((rate) => rate === 1);

/** Of the convolution of x with the filter: strides and padding as the operations take them, and its output's sides. */
function geometry(x: Shape4D, filter: Shape4D, { strides, pad, dimRoundingMode }: Conv) {
  const info = tf.backend_util.computeConv2DInfo(x, filter, strides, 1, pad, dimRoundingMode);
  const { strideHeight, strideWidth, padInfo, outHeight, outWidth } = info;
  return { place: [strideHeight, strideWidth, padInfo.top, padInfo.left], out: [outHeight, outWidth] };
}

/** Convolutions and their gradients by operations of our own: see operations/convolution.cc. */
function setConvolutionKernels(): void {
  setKernel<Conv>(['tensorflow'], 'Conv2D', ({ x, filter }, attrs, shipped) => {
    if (!isPlain(attrs) || !isFloat(x!, filter!)) return shipped({ x: x!, filter: filter! }, attrs);
    const { place, out } = geometry(x!.shape as Shape4D, filter!.shape as Shape4D, attrs);
    return execute('SaddlepointConv2D', numbers(...place, ...out), [x!, filter!]);
  });
  setKernel<Conv & { inputShape: Shape4D }>(['tensorflow'], 'Conv2DBackpropInput', ({ dy, filter }, attrs, shipped) => {
    if (!isPlain(attrs)) return shipped({ dy: dy!, filter: filter! }, attrs);
    const { place } = geometry(attrs.inputShape, filter!.shape as Shape4D, attrs);
    const [, height, width] = attrs.inputShape;
    return execute('SaddlepointConv2DGradX', numbers(...place, height, width), [dy!, filter!]);
  });
  setKernel<Conv & { filterShape: Shape4D }>(['tensorflow'], 'Conv2DBackpropFilter', ({ x, dy }, attrs, shipped) => {
    if (!isPlain(attrs)) return shipped({ x: x!, dy: dy! }, attrs);
    const { place } = geometry(x!.shape as Shape4D, attrs.filterShape, attrs);
    const [height, width] = attrs.filterShape;
    return execute('SaddlepointConv2DGradFilter', numbers(...place, height, width), [x!, dy!]);
  });
}

/** Whether b has the shape of a, or of a row of it; numbers fewer than these TensorFlow adds on one thread. */
const isLongSum = (a: tf.Tensor, b: tf.Tensor) =>
  a.size >= 1 << 14 &&
  isFloat(a, b) &&
  (tf.util.arraysEqual(a.shape, b.shape) || (b.rank === 1 && b.size === a.shape[a.rank - 1]));

/** Sums; Relu, which has no attributes, LeakyRelu, and their gradients: see operations/elementwise.cc. */
function setElementwiseKernels(): void {
  setKernel<object>(['tensorflow'], 'Add', ({ a, b }, attrs, shipped) =>
    isLongSum(a!, b!) ? execute('SaddlepointAdd', [], [a!, b!]) : shipped({ a: a!, b: b! }, attrs),
  );
  type Attrs = { alpha: number } | undefined;
  const slope = (attrs: Attrs) => numbers(new Uint32Array(Float32Array.of(attrs?.alpha ?? 0).buffer)[0]!);
  for (const kernel of ['Relu', 'LeakyRelu']) {
    setKernel<Attrs>(['tensorflow'], kernel, ({ x }, attrs, shipped) =>
      isFloat(x!) ? execute('SaddlepointRectifier', slope(attrs), [x!]) : shipped({ x: x! }, attrs ?? {}),
    );
    setKernel<Attrs>(['tensorflow'], `${kernel}Grad`, ({ dy, x }, attrs) =>
      execute('SaddlepointRectifierGrad', slope(attrs), [dy!, x!]),
    );
  }
}

/** See ../bernoulli and operations/softplus.cc. */
function setSoftplusKernels(): void {
  setKernel<object>(['tensorflow'], 'Softplus', ({ x }) => execute('SaddlepointSoftplus', [], [x!]));
  setKernel<object>(['tensorflow'], 'BernoulliLogDensity', ({ x, logits }) =>
    execute('SaddlepointBernoulli', [], [x!, logits!]),
  );
  setKernel<object>(['tensorflow'], 'BernoulliLogDensityGrad', ({ dy, x, logits }) =>
    execute('SaddlepointBernoulliGrad', [], [dy!, x!, logits!]),
  );
}

/** Uniform numbers from a key: see ../dropout and operations/random.cc. */
function setRandomKernel(): void {
  setKernel<RandomUniform>(['tensorflow'], 'RandomUniform', (_inputs, { shape, key }) =>
    tf.tidy(() => execute('SaddlepointRandomUniform', numbers(...shape), [tf.tensor1d(key, 'int32')])),
  );
}

export function setOperationKernels(): void {
  setMatMulKernel();
  setDenseKernels();
  setConvolutionKernels();
  setElementwiseKernels();
  setSoftplusKernels();
  setRandomKernel();
}
