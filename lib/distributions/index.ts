export { bernoulli, discrete } from './discrete';
export type { Differentiable, Distribution, WithEntropy, WithPath, WithScore } from './distribution';
export { chiSquaredTest, kolmogorovSmirnov, varianceTest, type TestResult } from './goodness-of-fit';
export {
  implicitPath,
  pathEstimates,
  quadraticVariances,
  scoreEstimates,
  type EstimatorVariances,
} from './gradient-estimators';
export { cauchy, logistic, normal } from './location-scale';
export { mixture } from './mixture';
export { exponential, gamma } from './positive';
export { pushForward, type Branch, type PushForward } from './push-forward';
export { uniform } from './uniform';
