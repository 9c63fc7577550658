export { nonSaturating, saturating, smoothedLabels, leastSquares, wasserstein, hinge, type GANLoss } from './gan';
