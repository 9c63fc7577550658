// Coates, Ng, Lee 2011, "An analysis of single-layer networks in unsupervised feature learning", section 3.
import { tf } from '../backend/tf';
import { checkCount, checkPositive } from '../math/check';
import { zcaWhitening } from '../math/whitening';
import { inChunks } from '../metrics/in-chunks';
import { kMeans } from './k-means';

export interface PatchFeaturesConfig {
  /** of the square patches, in pixels */
  side: number;
  /** centroids that every patch is compared with */
  centroids: number;
  /** patches, drawn at random, from which all is learnt */
  patches: number;
  /** moves of the centroids */
  iterations: number;
  /** added to a patch's variance before it is divided by its standard deviation, in squared units of the images, > 0 */
  contrast: number;
  /** added to the variances before whitening, of patches whose own variance is about 1, > 0 */
  epsilon: number;
}

/** For pixels in [-1, 1]: the paper adds 10 to the variance of bytes. */
export const MNIST_PATCHES: PatchFeaturesConfig = {
  side: 6,
  centroids: 400,
  patches: 100_000,
  iterations: 10,
  contrast: 10 / 127.5 ** 2,
  epsilon: 0.1,
};

/** Images that are encoded at a time: each has a distance for every place and centroid. */
const CHUNK = 50;

/** What was learnt of patches, without a label. */
export interface PatchDictionary {
  readonly config: Pick<PatchFeaturesConfig, 'side' | 'contrast'>;
  /** of the patches of normalised contrast: mean [d] and whitening matrix [d, d], d = side * side * channels */
  readonly mean: tf.Tensor1D;
  readonly matrix: tf.Tensor2D;
  /** of whitened patches [K, d] */
  readonly centroids: tf.Tensor2D;
}

/**
 * Section 3.1: contrast of random patches normalised, ZCA whitening, k-means.
 * @param x [N, H, W, C]
 * @param report told of each move of the centroids
 * @returns tensors of which the caller disposes
 * @throws RangeError when a number of the config is out of range, or the patch is larger than the images
 */
export async function learnPatches(
  x: tf.Tensor4D,
  config: PatchFeaturesConfig,
  report?: (iterations: number) => void,
): Promise<PatchDictionary> {
  checkPositive(config.contrast, 'learnPatches: contrast');
  const patches = tf.tidy(() => normalised(randomPatches(x, config), config.contrast));
  const whitening = zcaWhitening(await patches.array(), config.epsilon);
  const [mean, matrix] = [tf.tensor1d([...whitening.mean]), tf.tensor2d(whitening.matrix as number[][])];
  const white = tf.tidy(() => tf.matMul(patches.sub(mean), matrix));
  const { iterations } = config;
  const { centres } = await kMeans(white, config.centroids, { iterations, ...(report && { report }) });
  tf.dispose([patches, white]);
  return { config, mean, matrix, centroids: centres as tf.Tensor2D };
}

/**
 * Sections 3.2 and 3.3: the triangle code of every patch, max(0, mean over the centroids of their distances - distance),
 * summed over each quarter of the image.
 * @param x [N, H, W, C]
 * @returns [N, 4 K]: K features each of upper left, upper right, lower left, lower right
 */
export function patchFeatures(
  x: tf.Tensor4D,
  { config, mean, matrix, centroids }: PatchDictionary,
): Promise<number[][]> {
  const code = (images: tf.Tensor4D) => {
    const patches = normalised(allPatches(images, config.side), config.contrast);
    const [n, rows, columns, d] = patches.shape;
    const white = tf.matMul(patches.reshape([-1, d]).sub(mean), matrix);
    return quarters(triangles(white, centroids).reshape([n, rows, columns, -1]));
  };
  return inChunks(x, code, CHUNK);
}

/** Each patch (last axis) with mean 0 and a variance of about 1. */
function normalised<T extends tf.Tensor>(patches: T, contrast: number): T {
  const { mean, variance } = tf.moments(patches, -1, true);
  return patches.sub<T>(mean).div<T>(variance.add(contrast).sqrt());
}

/** The patch at every place of images [B, H, W, C]: [B, H - side + 1, W - side + 1, side * side * C]. */
function allPatches(x: tf.Tensor4D, side: number): tf.Tensor4D {
  const size = side * side * x.shape[3];
  // a convolution with a filter for each pixel of the patch, which picks it
  return tf.conv2d(x, tf.eye(size).reshape<tf.Tensor4D>([side, side, x.shape[3], size]), 1, 'valid');
}

function randomPatches(x: tf.Tensor4D, { side, patches }: PatchFeaturesConfig): tf.Tensor2D {
  checkCount(side, 'learnPatches: side');
  checkCount(patches, 'learnPatches: patches', 2);
  const [n, height, width] = x.shape;
  if (side > Math.min(height, width))
    throw new RangeError(`learnPatches: patches of side ${side} do not fit into images of ${height} x ${width}.`);
  const draw = (below: number) => Int32Array.from({ length: patches }, () => Math.floor(below * Math.random()));
  const [image, row, column] = [draw(n), draw(height - side + 1), draw(width - side + 1)];
  const places = Array.from({ length: side * side }, (_, p) => [Math.floor(p / side), p % side] as const);
  const pixels = places.map(([down, right]) => {
    const index = image.map((i, k) => (i * height + row[k]! + down) * width + column[k]! + right);
    return x.reshape([n * height * width, -1]).gather(tf.tensor1d(index, 'int32'));
  });
  return tf.concat(pixels, 1) as tf.Tensor2D;
}

/** [N, d] and centroids [K, d] -> [N, K] */
function triangles(x: tf.Tensor, centroids: tf.Tensor2D): tf.Tensor2D {
  const squares = x.square().sum(1, true).add(centroids.square().sum(1));
  const distances = squares
    .sub(tf.matMul(x, centroids, false, true).mul(2))
    .relu()
    .sqrt();
  return distances.mean(1, true).sub<tf.Tensor2D>(distances).relu();
}

/** Sums over the quarters of maps [B, H, W, K]: [B, 4 K]; of an odd number of rows the upper half has the middle one. */
function quarters(maps: tf.Tensor): tf.Tensor2D {
  const halves = (axis: 1 | 2) => {
    const upper = Math.ceil(maps.shape[axis]! / 2);
    return [upper, maps.shape[axis]! - upper];
  };
  const parts = tf.split(maps, halves(1), 1).flatMap((half) => tf.split(half, halves(2), 2));
  return tf.concat(
    parts.map((part) => part.sum([1, 2])),
    1,
  ) as tf.Tensor2D;
}
