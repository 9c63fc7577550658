import '@tensorflow/tfjs-backend-wasm'; // registers the kernels that ours replace
import { skipZerosInSums } from '../gradients/zeros';
import { setBatchNormKernels } from './batchnorm';
import { setConvKernels } from './conv';
import { setDepthwiseKernels } from './depthwise';
import { setEinsumKernel } from './einsum';
import { setFaultyKernels } from './faulty';
import { setMatMulKernel } from './matmul';
import { setMultinomialKernel } from './multinomial';
import { setPoolKernels } from './pool';
import { setRectifierKernels } from './rectifiers';
import { setResizeKernels } from './resize';
import { setSegmentKernels } from './segment';
import { setStridedSliceKernel } from './strided';

/**
 * The kernels that make tfjs's WebAssembly engine train, and train fast: what it lacks, what it gets wrong and what it
 * does slowly. Those that tfjs's pure JavaScript engine gets wrong too serve it as well: ready() never picks it, but
 * somebody may.
 */
export function setJavaScriptKernels(): void {
  setMatMulKernel();
  setBatchNormKernels();
  setConvKernels();
  setDepthwiseKernels();
  setPoolKernels();
  setFaultyKernels();
  setEinsumKernel();
  setRectifierKernels();
  setResizeKernels();
  setSegmentKernels();
  setStridedSliceKernel();
  setMultinomialKernel();
  skipZerosInSums(['wasm', 'cpu', 'webgpu']);
}
