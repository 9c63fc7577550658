// Priors of a code, to be matched by sampling alone: Makhzani, Shlens, Jaitly, Goodfellow, Frey 2016, "Adversarial
// autoencoders", arXiv:1511.05644, sections 2.1 and 2.3, figures 2 to 4.
import { maxIndex, minIndex } from 'd3-array';
import { tf } from '../backend/tf';
import { checkCount, checkLength, checkPositive } from '../math/check';

/** A distribution of codes that has parts, of equal weight, for labels to choose from. */
export interface LatentPrior {
  readonly name: string;
  /** d, the length of a code */
  readonly dimension: number;
  /** K, the number of parts; 1 for a prior that is all of one piece */
  readonly parts: number;
  /** Draws [n, d] from the whole. */
  sample(n: number): tf.Tensor2D;
  /** A draw [B, d] from the part that each row of y [B, K], one-hot, chooses. */
  sampleOf(y: tf.Tensor2D): tf.Tensor2D;
  /** The part 0 .. K-1 that a code [d] is most likely from. */
  partOf(z: ArrayLike<number>): number;
}

/** Labels as one-hot rows [n, K], every class as likely: the prior Cat(1/K, ..., 1/K) of section 5. */
export const categoricalRows = (n: number, classes: number): tf.Tensor2D =>
  tf.tidy(() => tf.oneHot(tf.randomUniform<tf.Rank.R1>([n], 0, classes, 'int32'), classes).toFloat() as tf.Tensor2D);

type Parts = Omit<LatentPrior, 'sample'>;

/** The whole is one of the parts, each as likely. */
const mixed = (prior: Parts): LatentPrior => ({
  ...prior,
  sample: (n) => tf.tidy(() => prior.sampleOf(categoricalRows(n, prior.parts))),
});

/**
 * N(0, sigma^2 I) on R^d; the paper has sigma = 5 for two dimensions.
 * @throws RangeError unless d is a whole number from 1 up and sigma > 0
 */
export function gaussianPrior(dimension: number, sigma = 1): LatentPrior {
  checkCount(dimension, 'gaussianPrior: dimension');
  checkPositive(sigma, 'gaussianPrior: sigma');
  return {
    name: `N(0, ${sigma}^2 I) on R^${dimension}`,
    dimension,
    parts: 1,
    sample: (n) => tf.randomNormal([n, dimension], 0, sigma),
    sampleOf: (y) => tf.randomNormal([y.shape[0], dimension], 0, sigma),
    partOf: () => 0,
  };
}

/**
 * A flower in the plane, figure 2 (b): K Gaussians around 0, petal k in direction 2 pi k / K, each `length` (a standard
 * deviation) along its direction and `width` across.
 * @param radius of the circle on which their means lie
 * @throws RangeError unless K is a whole number from 2 up and radius, length and width are positive
 */
export function petalPrior({ petals = 10, radius = 2, length = 0.5, width = 0.1 } = {}): LatentPrior {
  checkCount(petals, 'petalPrior: petals', 2);
  for (const [name, value] of Object.entries({ radius, length, width })) checkPositive(value, `petalPrior: ${name}`);
  const directions = Array.from({ length: petals }, (_, k) => {
    const angle = (2 * Math.PI * k) / petals;
    return [Math.cos(angle), Math.sin(angle)] as const;
  });
  return mixed({
    name: `${petals} petals`,
    dimension: 2,
    parts: petals,
    sampleOf: (y) =>
      tf.tidy(() => {
        const [cos, sin] = tf.split(tf.matMul(y, tf.tensor2d(directions.flat(), [petals, 2])), 2, 1) as TwoColumns;
        const along = tf.randomNormal(cos.shape, radius, length);
        const across = tf.randomNormal(cos.shape, 0, width);
        return tf.concat2d([along.mul(cos).sub(across.mul(sin)), along.mul(sin).add(across.mul(cos))] as TwoColumns, 1);
      }),
    partOf: (z) => {
      checkLength(z.length, 2, 'z');
      const exponents = directions.map(([cos, sin]) => {
        const [along, across] = [z[0]! * cos + z[1]! * sin, z[1]! * cos - z[0]! * sin];
        return -(((along - radius) / length) ** 2) - (across / width) ** 2;
      });
      return maxIndex(exponents);
    },
  });
}
type TwoColumns = [tf.Tensor2D, tf.Tensor2D];

/** Points of the roll that partOf compares a code with, for each part. */
const PER_PART = 50;

/**
 * A spiral in the plane, figure 4 (c): at u in [0, 1] it is at angle 2 pi turns sqrt(u) and distance radius sqrt(u), so
 * that equal stretches of u are about equally long; part k is u in [k/K, (k+1)/K].
 * @param sigma standard deviation of the noise around it
 * @throws RangeError unless K is a whole number from 2 up and turns, radius and sigma are positive
 */
export function swissRollPrior({ parts = 10, turns = 2, radius = 3, sigma = 0.05 } = {}): LatentPrior {
  checkCount(parts, 'swissRollPrior: parts', 2);
  for (const [name, value] of Object.entries({ turns, radius, sigma })) checkPositive(value, `swissRollPrior: ${name}`);
  const roll = Array.from({ length: parts * PER_PART }, (_, i) => {
    const root = Math.sqrt((i + 0.5) / (parts * PER_PART));
    const angle = 2 * Math.PI * turns * root;
    return [radius * root * Math.cos(angle), radius * root * Math.sin(angle)] as const;
  });
  const starts = Array.from({ length: parts }, (_, k) => k);
  return mixed({
    name: `swiss roll of ${parts}`,
    dimension: 2,
    parts,
    sampleOf: (y) =>
      tf.tidy(() => {
        const start = tf.matMul(y, tf.tensor2d(starts, [parts, 1]));
        const root = start.add(tf.randomUniform(start.shape)).div(parts).sqrt();
        const angle = root.mul(2 * Math.PI * turns);
        const point = tf.concat([root.mul(angle.cos()), root.mul(angle.sin())], 1).mul(radius);
        return point.add<tf.Tensor2D>(tf.randomNormal(point.shape, 0, sigma));
      }),
    partOf: (z) => {
      checkLength(z.length, 2, 'z');
      return Math.floor(minIndex(roll, ([x, y]) => Math.hypot(z[0]! - x, z[1]! - y)) / PER_PART);
    },
  });
}
