// Kingma and Welling 2014, "Auto-encoding variational Bayes", arXiv:1312.6114, sections 2 and 3, appendix C.
import { tf } from '../backend/tf';
import {
  bernoulliLikelihood,
  estimatorA,
  estimatorB,
  gaussianLogDensity,
  reparameterize,
  standardNormalKL,
  standardNormalLogDensity,
  type DiagonalGaussian,
  type Likelihood,
} from '../losses';
import { descend, forward } from '../nn';
import { adam } from '../training/optimizers';
import type { Part, Trainable } from '../training/trainable';
import { checkVAEConfig, vaeDecoder, vaeEncoder, type VAEConfig } from './vae-networks';

/** No layer here does anything else in training. */
const mode = { training: false };
const rows = (images: tf.Tensor): tf.Tensor2D => images.reshape([images.shape[0], -1]);

/**
 * An encoder q(z | x) and a decoder p(x | z) under the prior p(z) = N(0, I), which ascend the variational lower bound.
 *
 * @param likelihood what the decoder's numbers mean; `bernoulliLikelihood` takes images in {0, 1}, such as mnistB's
 * @param klWeight of the KL term in what is descended: 1 gives the bound, 0 an autoencoder with noise in its code,
 *   more than 1 the beta-VAE (Higgins et al. 2017)
 * @throws RangeError when a size in the config is not a whole number from 1 up, or klWeight is negative
 */
export class VAE implements Trainable<tf.Tensor4D, 'negativeELBO' | 'kl'> {
  readonly encoder: tf.Sequential;
  readonly decoder: tf.Sequential;
  readonly settings;
  private readonly optimizer;

  constructor(
    readonly config: VAEConfig,
    readonly likelihood: Likelihood = bernoulliLikelihood,
    readonly klWeight = 1,
  ) {
    checkVAEConfig(config);
    if (!(klWeight >= 0)) throw new RangeError(`VAE: klWeight is ${klWeight}: it must be 0 or more.`);
    const { shape, hidden, ...numbers } = config;
    this.encoder = vaeEncoder(config);
    this.decoder = vaeDecoder(config);
    this.optimizer = adam(config);
    const sizes = { shape: shape.join('x'), hidden: hidden.join('-') };
    this.settings = { ...numbers, ...sizes, likelihood: likelihood.name, klWeight };
  }

  get parts(): Readonly<Record<string, Part>> {
    return { encoder: this.encoder, decoder: this.decoder, optimizer: this.optimizer };
  }

  /** What a step moves. */
  protected get networks(): readonly tf.LayersModel[] {
    return [this.encoder, this.decoder];
  }

  /** epsilon ~ N(0, I): `draws` for each of n examples, [draws, n, J] */
  noise(draws: number, n: number): tf.Tensor3D {
    return tf.randomNormal([draws, n, this.config.latentDim]);
  }

  /** q(z | x) of images [B, H, W, C]: mean and log variance, each [B, J] */
  encode(x: tf.Tensor4D): DiagonalGaussian {
    const [mean, logVariance] = tf.split(forward(this.encoder, x, mode), 2, 1) as [tf.Tensor, tf.Tensor];
    return { mean, logVariance };
  }

  /** E[x | z] of codes z [B, J]: images [B, H, W, C] */
  decode(z: tf.Tensor2D): tf.Tensor4D {
    return tf.tidy(() => this.likelihood.mean(forward(this.decoder, z, mode)) as tf.Tensor4D);
  }

  /** log p(x | z), nats: x [B, H, W, C] and L draws of z for each, [L, B, J] -> [L, B] */
  logLikelihood(x: tf.Tensor4D, z: tf.Tensor): tf.Tensor2D {
    const [L, B, J] = z.shape as [number, number, number];
    const decoded = forward(this.decoder, z.reshape([L * B, J]), mode).reshape([L, B, -1]);
    return this.likelihood.logDensity(rows(x), decoded) as tf.Tensor2D;
  }

  /** log p(x, z) - log q(z | x), nats, of K draws z ~ q(z | x) for each of the images [B, H, W, C]: [K, B] */
  logWeights(x: tf.Tensor4D, K: number): tf.Tensor2D {
    return tf.tidy(() => {
      const q = this.encode(x);
      const z = reparameterize(q, this.noise(K, x.shape[0]));
      return this.logLikelihood(x, z).add(standardNormalLogDensity(z)).sub(gaussianLogDensity(z, q));
    });
  }

  /** The bound of each image [B, H, W, C] by estimator A of L draws, nats: [B] */
  estimateA(x: tf.Tensor4D, L = 1): tf.Tensor1D {
    return tf.tidy(() => estimatorA(this.logWeights(x, L)) as tf.Tensor1D);
  }

  /** The bound of each image [B, H, W, C] by estimator B of L draws, and its KL term, nats: each [B] */
  estimateB(x: tf.Tensor4D, L = 1): { elbo: tf.Tensor1D; kl: tf.Tensor1D } {
    return tf.tidy(() => {
      const q = this.encode(x);
      const kl = standardNormalKL(q) as tf.Tensor1D;
      const z = reparameterize(q, this.noise(L, x.shape[0]));
      return { elbo: estimatorB(this.logLikelihood(x, z), kl) as tf.Tensor1D, kl };
    });
  }

  /**
   * Algorithm 1 with L = 1 and Adam, on a minibatch [B, H, W, C]: one step down the mean of -ELBO. (Equation 8 has the
   * sum times N/M: N times this mean.)
   */
  step(x: tf.Tensor4D): Record<'negativeELBO' | 'kl', tf.Scalar> {
    return tf.tidy(() => {
      let means!: Record<'negativeELBO' | 'kl', tf.Scalar>;
      const objective = descend(this.optimizer, this.networks, () => {
        const { elbo, kl } = this.estimateB(x);
        means = { negativeELBO: tf.keep(elbo.mean<tf.Scalar>().neg()), kl: tf.keep(kl.mean()) };
        return means.negativeELBO.add(means.kl.mul(this.klWeight - 1));
      });
      objective.dispose();
      return means;
    });
  }

  /** The images [B, H, W, C] through the mean of q(z | x) and back: E[x | z] */
  reconstruct(x: tf.Tensor4D): tf.Tensor4D {
    return tf.tidy(() => this.decode(this.encode(x).mean as tf.Tensor2D));
  }

  /** E[x | z], [n, H, W, C], of n draws from the prior or of the given z [n, J]. */
  sample(z: number | tf.Tensor2D): tf.Tensor4D {
    return tf.tidy(() => this.decode(typeof z === 'number' ? this.noise(1, z).squeeze([0]) : z));
  }

  dispose(): void {
    for (const part of Object.values(this.parts)) part.dispose();
  }
}
