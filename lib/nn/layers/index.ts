export {
  conditionalBatchNormalization,
  ConditionalBatchNormalization,
  type ConditionalBatchNormalizationArgs,
} from './conditional-batch-normalization';
export { gradientReversal, GradientReversal, type GradientReversalArgs } from './gradient-reversal';
export {
  groupNormalization,
  GroupNormalization,
  instanceNormalization,
  InstanceNormalization,
  type GroupNormalizationArgs,
  type InstanceNormalizationArgs,
} from './group-normalization';
export { maskedConv2d, MaskedConv2D, type MaskedConv2DArgs } from './masked-convolution';
export { maskedDense, hiddenDegrees, MaskedDense, type MaskedDenseArgs, type Degrees } from './masked-dense';
export {
  minibatchDiscrimination,
  MinibatchDiscrimination,
  minibatchStdDev,
  MinibatchStdDev,
  type MinibatchDiscriminationArgs,
} from './minibatch';
export { pack, Pack, type PackArgs } from './pack';
export { pixelShuffle, PixelShuffle, type PixelShuffleArgs } from './pixel-shuffle';
export { reflectionPadding2d, ReflectionPadding2D, type ReflectionPadding2DArgs } from './reflection-padding';
export { selfAttention, SelfAttention, type SelfAttentionArgs } from './self-attention';
export {
  powerIteration,
  spectralNormalization,
  SpectralNormalization,
  type SpectralNormalizationArgs,
} from './spectral-normalization';
export { vectorQuantizer, VectorQuantizer, type VectorQuantizerArgs } from './vector-quantizer';
