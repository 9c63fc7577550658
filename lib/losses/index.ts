export { nonSaturating, saturating, leastSquares, wasserstein, hinge, type GANLoss } from './gan';
