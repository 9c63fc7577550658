// Parzen 1962, "On estimation of a probability density function and mode"; as a score of generators: Breuleux, Bengio,
// Vincent 2011, and Goodfellow et al. 2014 (arXiv:1406.2661), section 5.
import { tf } from '../backend/tf';
import { checkPositive } from '../math/check';
import { meanOf } from '../math/estimates';
import { maximiseOnLogScale } from '../math/line-search';

/** Distances held at a time: 16 million floats, 64 MB. */
const CHUNK_ELEMENTS = 2 ** 24;

export interface ParzenData {
  /** chooses sigma [V, ...]; 1,000 examples are enough, V M distances are held at once */
  validation: tf.Tensor;
  /** is scored [N, ...] */
  test: tf.Tensor;
  /** sigma is looked for between these two, in the units of the data; [0.02, 1] unless said, for pixels in [0, 1] */
  range?: readonly [number, number];
}

export interface ParzenScore {
  /** the width of the windows that gives the validation data the highest likelihood */
  sigma: number;
  /** log p(x) of every test example, nats [N] */
  logDensities: Float64Array;
  /** their mean */
  logLikelihood: number;
  /** of the mean, from the spread of the test examples alone: the draw of the samples is not in it */
  standardError: number;
}

/** What every row of distances needs of the samples, about their mean: close numbers lose no digits. */
interface Windows {
  /** [M, d] */
  centres: tf.Tensor2D;
  /** |s|^2 [M] */
  squares: tf.Tensor1D;
  /** [1, d] */
  origin: tf.Tensor2D;
}

function windowsAround(samples: tf.Tensor): Windows {
  return tf.tidy(() => {
    const flat = samples.reshape<tf.Tensor2D>([samples.shape[0], -1]);
    const origin: tf.Tensor2D = flat.mean(0, true);
    const centres: tf.Tensor2D = flat.sub(origin);
    return { centres, squares: centres.square().sum<tf.Tensor1D>(1), origin };
  });
}

/** |x - s|^2 for every x and s: [N, M] */
function squaredDistances(x: tf.Tensor, { centres, squares, origin }: Windows): tf.Tensor2D {
  return tf.tidy(() => {
    const flat = x.reshape([x.shape[0], -1]).sub<tf.Tensor2D>(origin);
    const products = tf.matMul(flat, centres, false, true);
    return flat.square().sum(1, true).add(squares).sub(products.mul(2)).relu();
  });
}

/** log of the mean over the samples of N(x; s, sigma^2 I), of which tf does the sum and float64 the constants. */
async function logDensitiesAt(distances: tf.Tensor2D, sigma: number, dimension: number): Promise<Float64Array> {
  const sums = tf.tidy(() => tf.logSumExp(distances.mul(-1 / (2 * sigma ** 2)), 1));
  const constant = (dimension / 2) * Math.log(2 * Math.PI * sigma ** 2) + Math.log(distances.shape[1]);
  const logDensities = Float64Array.from(await sums.data(), (sum) => sum - constant);
  sums.dispose();
  return logDensities;
}

/** @throws RangeError when the shapes differ behind the first axis, or a set is empty */
function checkAlike(samples: tf.Tensor, others: Readonly<Record<string, tf.Tensor>>): void {
  for (const [name, x] of Object.entries({ samples, ...others })) {
    if (x.shape[0] === 0 || String(x.shape.slice(1)) !== String(samples.shape.slice(1)))
      throw new RangeError(`parzen: samples [${samples.shape}] and ${name} [${x.shape}] do not fit together.`);
  }
}

/**
 * log p(x), nats, under Gaussian windows of width sigma around samples:
 * log 1/M sum_i N(x; s_i, sigma^2 I). The distances are matrix products in float32: about 1e-5 / sigma^2 nats of
 * rounding for MNIST in [0, 1]. 10,000 images against 10,000 take seconds.
 * @param x [N, ...]
 * @param samples [M, ...] of the same units; likelihoods that papers print are of pixels in [0, 1]
 * @param sigma > 0, in those units
 * @returns [N]
 * @throws RangeError when shapes do not fit together, a set is empty, or sigma is not positive
 */
export async function parzenLogDensities(x: tf.Tensor, samples: tf.Tensor, sigma: number): Promise<Float64Array> {
  checkPositive(sigma, 'parzen: sigma');
  checkAlike(samples, { x });
  const [n, m] = [x.shape[0], samples.shape[0]];
  const windows = windowsAround(samples);
  const logDensities = new Float64Array(n);
  const chunk = Math.max(1, Math.floor(CHUNK_ELEMENTS / m));
  for (let start = 0; start < n; start += chunk) {
    const distances = tf.tidy(() => squaredDistances(x.slice(start, Math.min(chunk, n - start)), windows));
    logDensities.set(await logDensitiesAt(distances, sigma, windows.origin.shape[1]), start);
    distances.dispose();
  }
  tf.dispose([windows.centres, windows.squares, windows.origin]);
  return logDensities;
}

/**
 * The sigma whose windows give the validation data the highest likelihood, to half a per cent.
 * @throws RangeError when shapes do not fit together, or the best sigma lies outside of the range
 */
export async function parzenSigma(
  validation: tf.Tensor,
  samples: tf.Tensor,
  range: readonly [number, number] = [0.02, 1],
): Promise<number> {
  checkAlike(samples, { validation });
  const windows = windowsAround(samples);
  const distances = squaredDistances(validation, windows);
  try {
    return await maximiseOnLogScale(
      async (sigma) =>
        meanOf(await logDensitiesAt(distances, sigma, windows.origin.shape[1]), 'parzen: validation').value,
      range,
      'parzen: sigma',
    );
  } finally {
    tf.dispose([windows.centres, windows.squares, windows.origin, distances]);
  }
}

/**
 * The Parzen-window estimate of a generator's log-likelihood: windows around its samples, their width chosen on
 * validation data, the mean log density of test data. It is a number of its own, and no likelihood of the generator:
 * a set of k-means centres outscores real images (Theis, van den Oord, Bethge 2016, arXiv:1511.01844, section 3.3).
 * Compare only equal numbers of samples.
 *
 *     const unit = (x: tf.Tensor) => x.add(1).div(2); // [-1, 1] to [0, 1]
 *     await parzenLogLikelihood(unit(model.sample(10_000)), { validation, test });
 *
 * @param samples [M, ...]
 * @throws RangeError when shapes do not fit together, a set is empty, or the best sigma lies outside of the range
 */
export async function parzenLogLikelihood(
  samples: tf.Tensor,
  { validation, test, range }: ParzenData,
): Promise<ParzenScore> {
  checkAlike(samples, { validation, test });
  const sigma = await parzenSigma(validation, samples, range);
  const logDensities = await parzenLogDensities(test, samples, sigma);
  const { value, standardError } = meanOf(logDensities, 'parzen: test');
  return { sigma, logDensities, logLikelihood: value, standardError };
}
