export { forward, forwardTogether } from './forward';
export { descend, variables } from './descend';
export { labelVectors } from './label-vectors';
export { adaptiveMaxPool } from './adaptive-max-pool';
export { overlapCounts, transposedSide } from './transposed-convolution';
export { convolutionWindows, receptiveField, type ConvolutionWindow } from './receptive-field';
export { reverseGradient, stopGradient, straightThrough } from './gradient-flow';
export * from './layers';
export { flow, flowNetwork, inverseFlow, type FlowConfig, type Transported } from './autoregressive-flow';
