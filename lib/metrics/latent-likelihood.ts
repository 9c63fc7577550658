import { tf } from '../backend/tf';
import { importanceWeightedBound } from '../losses';
import { checkCount } from '../math/check';

/** A model that can weigh draws of its latent variable; a VAE is one. */
export interface LatentVariableWeights {
  /** log p(x, z) - log q(z | x), nats, of K draws z ~ q(z | x) for each of B images: [K, B] */
  logWeights(x: tf.Tensor4D, K: number): tf.Tensor2D;
}

/** Draws that go through the decoder at a time. */
const CHUNK = 10_000;

/**
 * An estimate of log p(x), nats, of each image, by importance sampling with q(z | x): the log of the mean weight of
 * `draws` draws (Burda, Grosse, Salakhutdinov 2016, arXiv:1509.00519, section 5). On average it is below the truth,
 * and rises to it with more draws.
 * @param x [N, H, W, C]
 * @param progress called after each group of images with how many are done
 * @returns [N]
 * @throws RangeError unless draws is a whole number from 1 up
 */
export async function importanceSampledLogLikelihood(
  model: LatentVariableWeights,
  x: tf.Tensor4D,
  draws: number,
  progress?: (done: number) => void,
): Promise<number[]> {
  checkCount(draws, 'importanceSampledLogLikelihood: draws');
  const logLikelihoods: number[] = [];
  const images = Math.max(1, Math.floor(CHUNK / draws));
  for (let start = 0; start < x.shape[0]; start += images) {
    const bound = tf.tidy(() =>
      importanceWeightedBound(model.logWeights(x.slice(start, Math.min(images, x.shape[0] - start)), draws)),
    );
    logLikelihoods.push(...(await bound.data()));
    bound.dispose();
    progress?.(logLikelihoods.length);
    await new Promise(setImmediate);
  }
  return logLikelihoods;
}
