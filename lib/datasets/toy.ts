import { tf } from '../backend/tf';
import { Gaussian } from '../math/gaussian';
import { logSumExp } from '../math/log-sum-exp';
import { categorical, standardNormal } from '../math/random';
import { arrayDataset, type ArrayDataset } from './array-dataset';

/** A distribution on R^d that one can draw from; every draw takes from Math.random. */
export interface Toy {
  readonly name: string;
  /** d */
  readonly dimension: number;
  /** n draws, [n, d] */
  sample(n: number): number[][];
}

/** A toy whose density is known, and so are its modes. */
export interface ToyMixture extends Toy {
  /** log p(x) in nats; x [d] */
  logDensity(x: ArrayLike<number>): number;
  /** the means of the components, [K, d] */
  readonly modes: readonly (readonly number[])[];
}

/**
 * The mixture sum_k weights_k N(means_k, sigmas_k^2 I) on R^d, in one dimension ([[-2], [2]]) or more.
 * @param options.means [K, d]
 * @param options.sigmas [K], standard deviations > 0
 * @param options.weights [K], non-negative, scaled to sum to one; equal unless given
 * @throws RangeError when the numbers of means, sigmas and weights differ or a sigma is not positive
 */
export function toyMixture(options: {
  name: string;
  means: readonly (readonly number[])[];
  sigmas: readonly number[];
  weights?: readonly number[];
}): ToyMixture {
  const { name, means, sigmas } = options;
  const weights = options.weights ?? means.map(() => 1);
  if (means.length === 0 || sigmas.length !== means.length || weights.length !== means.length) {
    throw new RangeError(
      `${name}: ${means.length} means, ${sigmas.length} sigmas, ${weights.length} weights; give one of each per component.`,
    );
  }
  const dimension = means[0]!.length;
  const components = means.map((mean, k) => new Gaussian(mean, scaledIdentity(dimension, sigmas[k]! ** 2)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return {
    name,
    dimension,
    modes: means,
    sample: (n) => Array.from({ length: n }, () => components[categorical(weights)]!.sample()),
    logDensity: (x) => logSumExp(components.map((c, k) => Math.log(weights[k]! / total) + c.logDensity(x))),
  };
}

const scaledIdentity = (d: number, scale: number) =>
  Array.from({ length: d }, (_, i) => Array.from({ length: d }, (_, j) => (i === j ? scale : 0)));

/** K Gaussians evenly on a circle: the 8-ring on which Metz et al. 2017 (arXiv:1611.02163) show mode collapse. */
export function gaussianRing({ modes = 8, radius = 2, sigma = 0.02 } = {}): ToyMixture {
  const angles = Array.from({ length: modes }, (_, k) => (2 * Math.PI * k) / modes);
  return toyMixture({
    name: `${modes}-ring`,
    means: angles.map((angle) => [radius * Math.cos(angle), radius * Math.sin(angle)]),
    sigmas: angles.map(() => sigma),
  });
}

/** side x side Gaussians around 0: the 25-grid on which Srivastava et al. 2017 (arXiv:1705.07761) count modes. */
export function gaussianGrid({ side = 5, spacing = 2, sigma = 0.05 } = {}): ToyMixture {
  const at = Array.from({ length: side }, (_, i) => spacing * (i - (side - 1) / 2));
  const means = at.flatMap((x) => at.map((y) => [x, y]));
  return toyMixture({ name: `${side * side}-grid`, means, sigmas: means.map(() => sigma) });
}

/** Two moons: which one a point is drawn from is its label. */
export interface TwoMoons extends Toy {
  /** n draws from the upper (0) or the lower (1) moon, [n, 2] */
  sampleMoon(moon: 0 | 1, n: number): number[][];
}

/** Two interleaving half circles of radius 1, centres (0, 0) and (1, 0.5), with Gaussian noise around them. */
export function twoMoons({ sigma = 0.1 } = {}): TwoMoons {
  const drawFrom = (moon: () => 0 | 1) => {
    const angle = Math.PI * Math.random();
    const [x, y] = moon() === 0 ? [Math.cos(angle), Math.sin(angle)] : [1 - Math.cos(angle), 0.5 - Math.sin(angle)];
    return [x + sigma * standardNormal(), y + sigma * standardNormal()];
  };
  return {
    name: 'two moons',
    dimension: 2,
    sample: (n) => Array.from({ length: n }, () => drawFrom(() => (Math.random() < 0.5 ? 0 : 1))),
    sampleMoon: (moon, n) => Array.from({ length: n }, () => drawFrom(() => moon)),
  };
}

/** n draws of a toy as a data set: batches [B, d]. */
export const toyDataset = (toy: Toy, n: number): ArrayDataset<tf.Tensor2D> => arrayDataset(toy.name, toy.sample(n));
