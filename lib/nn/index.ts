export { forward } from './forward';
export { descend, variables } from './descend';
export { overlapCounts, transposedSide } from './transposed-convolution';
export { Pack } from './pack';
export * from './layers';
