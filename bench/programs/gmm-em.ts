import { em, gmm, type GMM } from 'saddlepoint';
import type { Program } from '../program';

const [N, K] = [5000, 5];
const centre = (k: number) => [3 * Math.cos((2 * Math.PI * k) / K), 3 * Math.sin((2 * Math.PI * k) / K)] as const;

/** Five overlapping clouds; gmm-em.py makes the same points. */
const points = Array.from({ length: N }, (_, n) => {
  const [x, y] = centre(n % K);
  return [x + 2 * Math.sin(n * n), y + 2 * Math.sin(7 * n * n + 1)];
});
const start: GMM = {
  weights: Array.from({ length: K }, () => 1 / K),
  means: Array.from({ length: K }, (_, k) => centre(k + 0.4)),
  covariances: Array.from({ length: K }, () => [[1, 0], [0, 1]]), // prettier-ignore
};

export const program: Program = {
  title: `EM for ${K} Gaussians in the plane, full covariances, ${N} points: an iteration`,
  peer: 'scikit-learn',
  onEngine: false,
  prepare: () => {
    const model = gmm();
    return (n) => Promise.resolve(em(model, points, start, { iterations: n })).then(() => undefined);
  },
};
