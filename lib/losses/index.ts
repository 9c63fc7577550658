export { nonSaturating, saturating, smoothedLabels, leastSquares, wasserstein, hinge, type GANLoss } from './gan';
export { gradientPenalty, r1, type GradientPenalty } from './gradient-penalty';
export { gaussianLogDensity, reparameterize, standardNormalKL, standardNormalLogDensity } from './diagonal-gaussian';
export type { DiagonalGaussian } from './diagonal-gaussian';
export { estimatorA, estimatorB, importanceWeightedBound, minibatchEstimator } from './elbo';
export { bernoulliLikelihood, gaussianLikelihood, type Likelihood } from './likelihood';
export { cycleConsistency, l1, l2, type ImageDistance } from './cycle';
export { agreement } from './agreement';
