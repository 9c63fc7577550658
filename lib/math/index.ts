export { sparseRows, type Ones } from './binary';
export { binomialUpperTail, clopperPearson, wilsonInterval, type Interval } from './binomial';
export { bitsPerDimension, natsFromBits } from './bits';
export { chiSquared, hellinger, jensenShannon, totalVariation } from './divergences';
export { em, type EMOptions, type EMResult, type HalfStep, type LatentVariableModel } from './em';
export { sampledJensenShannon, sampledKL, type Estimate } from './estimates';
export { Gaussian, normalLogDensity } from './gaussian';
export { incrementalEM, type AdditiveModel, type BlockStep } from './incremental-em';
export { elboEstimates, inferenceGaps, type ELBOEstimates, type InferenceGaps, type PriorModel } from './inference';
export { crossEntropy, entropy, klDivergence } from './information';
export { kMeansPlusPlus } from './k-means';
export { logMeanExp, logSoftmax, logSumExp } from './log-sum-exp';
export { sigmoid, softplus } from './logistic';
export { importanceLogWeights, trapezoid, type Proposal } from './marginal';
export { meanField, type MeanField } from './mean-field';
export { danskinGradient, minimaxValue, optimalLogits, optimalValue } from './minimax';
export { freeEnergy, logLikelihood, mixtureLogDensities, responsibilities } from './mixture';
export { categorical, standardNormal } from './random';
export {
  alternating,
  averages,
  bilinear,
  convexConcave,
  extragradient,
  optimistic,
  play,
  simultaneous,
  wishes,
} from './dynamics';
export type { PlaneGame, PlayOptions, Rule, Strategies } from './dynamics';
export {
  maximin,
  minimax,
  mixedEquilibrium,
  nashEquilibria,
  saddlePoints,
  type Equilibrium,
  type Payoffs,
} from './payoffs';
export { binnedPushForward } from './binned';
export { digamma, erf, erfc, erfInverse, gammaP, gammaQ, logGamma, standardNormalQuantile } from './special';
export { latentGrid } from './latent-grid';
export { kNearest, nearestNeighbourKL, type NearestReferences } from './nearest';
export { zcaWhitening, type Whitening } from './whitening';
export { clusterKernelFeatures } from './cluster-kernel';
export { bestLeastSquaresScore, leastSquaresValue } from './least-squares-game';
