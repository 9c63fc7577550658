import type { GMM } from 'saddlepoint';

/** A mixture in the plane whose components EM does not tell apart at once. */
export const OVERLAPPING: GMM = {
  weights: [0.3, 0.3, 0.4],
  means: [[-2, 0], [2, 0], [0, 2.5]],
  covariances: [[[1, 0.5], [0.5, 1]], [[1, -0.3], [-0.3, 0.6]], [[0.8, 0], [0, 0.8]]],
}; // prettier-ignore
