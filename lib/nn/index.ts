export { forward } from './forward';
export { descend, variables } from './descend';
export { BatchNorm, type BatchNormArgs } from './batch-norm';
export { batchNormalize } from './batch-normalize';
export { Conv2D, type Conv2DArgs } from './conv2d';
export { overlapCounts, transposedSide } from './transposed-convolution';
