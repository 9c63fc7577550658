export { forward } from './forward';
export { descend, variables } from './descend';
export { BatchNorm, type BatchNormArgs } from './batch-norm';
export { Conv2D, type Conv2DArgs } from './conv2d';
