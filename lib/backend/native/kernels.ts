import * as tf from '@tensorflow/tfjs';
import { setKernel } from '../kernels/kernel';
import { integerSeed } from '../random';
import { setNativeAdam } from './adam';
import { setBatchNormKernels } from './batchnorm';
import { setLayoutKernels } from './layout';
import { setMatMulKernel } from './matmul';
import { execute, flag, ints, text, type } from './operation';
import { setRandomKernel } from './random';
import { setRectifierKernels } from './rectifiers';
import { setTransposedConvolutionKernel } from './transposed';

interface Resize {
  alignCorners: boolean;
  halfPixelCenters: boolean;
}

/** tfjs-node's own kernels leave halfPixelCenters out, and so give the gradient of another function. */
function setResizeKernels(): void {
  const attrsOf = ({ alignCorners, halfPixelCenters }: Resize) => [
    type('T', 'TF_FLOAT'),
    flag('align_corners', alignCorners),
    flag('half_pixel_centers', halfPixelCenters),
  ];
  setKernel<Resize>(['tensorflow'], 'ResizeBilinearGrad', ({ dy, images }, attrs) =>
    execute('ResizeBilinearGrad', attrsOf(attrs), [dy!, images!]),
  );
  setKernel<Resize>(['tensorflow'], 'ResizeNearestNeighborGrad', ({ dy, images }, attrs) =>
    tf.tidy(() => {
      const size = tf.tensor1d(images!.shape.slice(1, 3), 'int32');
      return execute('ResizeNearestNeighborGrad', attrsOf(attrs), [dy!, size]);
    }),
  );
}

interface Pool {
  filterSize: number | [number, number];
  strides: number | [number, number];
  pad: 'valid' | 'same' | number;
}

/** The second derivative of maxPool, which tfjs does not know. */
function setMaxPoolGradGradKernel(): void {
  setKernel<Pool>(['tensorflow'], 'MaxPoolGradGrad', ({ ddx, input, output }, { filterSize, strides, pad }) => {
    const shape = input!.shape as [number, number, number, number];
    const info = tf.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad);
    const attrs = [
      type('T', 'TF_FLOAT'),
      ints('ksize', [1, info.filterHeight, info.filterWidth, 1]),
      ints('strides', [1, info.strideHeight, info.strideWidth, 1]),
      text('padding', info.padInfo.type),
      text('data_format', 'NHWC'),
    ];
    return execute('MaxPoolGradGrad', attrs, [input!, output!, ddx!]);
  });
}

interface Multinomial {
  numSamples: number;
  seed: number;
  normalized: boolean;
}

/**
 * tf.multinomial hands its kernel a seed drawn from Math.random, a fraction, and TensorFlow reads a fraction as 0, "do
 * not repeat". StatelessMultinomial takes the seed as an input and repeats.
 */
function setMultinomialKernel(): void {
  setKernel<Multinomial>(['tensorflow'], 'Multinomial', ({ logits }, { numSamples, seed, normalized }) =>
    tf.tidy(() => {
      const attrs = [type('T', 'TF_FLOAT'), type('Tseed', 'TF_INT32'), type('output_dtype', 'TF_INT32')];
      const key = tf.tensor1d([integerSeed(seed), 0], 'int32');
      const count = tf.scalar(numSamples, 'int32');
      const logProbabilities = normalized ? tf.log(logits!) : logits!;
      return execute('StatelessMultinomial', attrs, [logProbabilities, count, key]);
    }),
  );
}

export function setNativeKernels(): void {
  setResizeKernels();
  setMaxPoolGradGradKernel();
  setMultinomialKernel();
  setBatchNormKernels();
  setLayoutKernels();
  setMatMulKernel();
  setRectifierKernels();
  setNativeAdam();
  setTransposedConvolutionKernel();
  setRandomKernel();
}
