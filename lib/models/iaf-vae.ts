// Kingma, Salimans, Jozefowicz, Chen, Sutskever, Welling 2016, "Improved variational inference with inverse
// autoregressive flow", arXiv:1606.04934, sections 3 and 5.
import { tf } from '../backend/tf';
import { estimatorB, gaussianLogDensity, reparameterize, standardNormalLogDensity, type Likelihood } from '../losses';
import { checkCount } from '../math/check';
import { flow, flowNetwork } from '../nn';
import type { Part } from '../training/trainable';
import { VAE } from './vae';
import { MNIST_VAE, type VAEConfig } from './vae-networks';

export interface IAFVAEConfig extends VAEConfig {
  /** T, steps of the flow */
  flowSteps: number;
  /** hidden units of the MADE of each step */
  flowHidden: number;
}

/** MNIST-B: the networks of MNIST_VAE, z of 16, and two steps. */
export const MNIST_IAF_VAE: IAFVAEConfig = { ...MNIST_VAE, latentDim: 16, flowSteps: 2, flowHidden: 320 };

/**
 * A VAE whose posterior need not be a Gaussian with independent dimensions: a draw z0 from that of the encoder goes on
 * through the steps of an inverse autoregressive flow. The flow's context h is what the encoder gives, mean and log
 * variance. (In the paper h is an output of its own.) `encode` gives q(z0 | x).
 *
 * @throws RangeError when a size in the config is not a whole number from 1 up
 */
export class IAFVAE extends VAE {
  /** the flowNetwork of each step */
  readonly steps: readonly tf.Sequential[];

  constructor(config: IAFVAEConfig, likelihood?: Likelihood) {
    super(config, likelihood);
    checkCount(config.flowSteps, 'IAFVAE: flowSteps');
    checkCount(config.flowHidden, 'IAFVAE: flowHidden');
    const sizes = { variables: config.latentDim, context: 2 * config.latentDim, hidden: config.flowHidden };
    this.steps = Array.from({ length: config.flowSteps }, () => flowNetwork(sizes));
  }

  override get parts(): Readonly<Record<string, Part>> {
    return { ...super.parts, ...Object.fromEntries(this.steps.map((net, t) => [`flow${t}`, net])) };
  }

  protected override get networks(): readonly tf.LayersModel[] {
    return [...super.networks, ...this.steps];
  }

  override logWeights(x: tf.Tensor4D, K: number): tf.Tensor2D {
    return tf.tidy(() => {
      const { logLikelihood, logRatio } = this.draw(x, K);
      return logLikelihood.sub(logRatio);
    });
  }

  /**
   * The bound of each image [B, H, W, C] of L draws, and its KL term, nats: each [B]. The posterior of a flow has no KL
   * in closed form; this one is estimated by the same draws, so that the bound is estimator A's.
   */
  override estimateB(x: tf.Tensor4D, L = 1): { elbo: tf.Tensor1D; kl: tf.Tensor1D } {
    return tf.tidy(() => {
      const { logLikelihood, logRatio } = this.draw(x, L);
      const kl = logRatio.mean<tf.Tensor1D>(0);
      return { elbo: estimatorB(logLikelihood, kl) as tf.Tensor1D, kl };
    });
  }

  /** The images through the mean of q(z0 | x), the flow, and back: E[x | z] */
  override reconstruct(x: tf.Tensor4D): tf.Tensor4D {
    return tf.tidy(() => {
      const { mean, logVariance } = this.encode(x);
      return this.decode(flow(this.steps, mean as tf.Tensor2D, tf.concat([mean, logVariance], 1) as tf.Tensor2D).z);
    });
  }

  /** L draws z ~ q(z | x): log p(x | z) and log q(z | x) - log p(z), each [L, B]. Algorithm 1. */
  private draw(x: tf.Tensor4D, L: number): { logLikelihood: tf.Tensor2D; logRatio: tf.Tensor2D } {
    const q = this.encode(x);
    const z0 = reparameterize(q, this.noise(L, x.shape[0]));
    const h = tf.tile(tf.concat([q.mean, q.logVariance], 1), [L, 1]) as tf.Tensor2D;
    const through = flow(this.steps, z0.reshape([-1, this.config.latentDim]), h);
    const z = through.z.reshape(z0.shape);
    const logQ = gaussianLogDensity(z0, q).sub(through.logDeterminant.reshape([L, -1]));
    const logRatio = logQ.sub<tf.Tensor2D>(standardNormalLogDensity(z));
    return { logLikelihood: this.logLikelihood(x, z), logRatio };
  }
}
