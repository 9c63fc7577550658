import { tf } from '../backend/tf';
import type { GradientPenalty } from './gradient-penalty';

/** The losses of a two-player game on discriminator logits [B, 1]; both players descend theirs. */
export interface GANLoss {
  readonly name: string;
  /** logits of real and of generated data, each [B, 1] -> scalar (nats, mean over the batch) */
  discriminator(real: tf.Tensor, fake: tf.Tensor): tf.Scalar;
  /** logits of generated data [B, 1] -> scalar (nats, mean over the batch) */
  generator(fake: tf.Tensor): tf.Scalar;
  /** what D pays beside its loss, see {@link r1} and {@link gradientPenalty} */
  readonly penalty?: GradientPenalty;
}

const mean = (x: tf.Tensor): tf.Scalar => x.mean();

/** -log sigmoid(s): the cost, in nats, of calling logit s fake when it is real. */
const costAsReal = (s: tf.Tensor) => mean(tf.softplus(s.neg()));
/** -log(1 - sigmoid(s)): the cost, in nats, of calling logit s real when it is fake. */
const costAsFake = (s: tf.Tensor) => mean(tf.softplus(s));

/**
 * The minimax game, Goodfellow et al. 2014, equation 1 and Algorithm 1: with D = sigmoid(s), D descends
 * -E[log D(x)] - E[log(1 - D(G(z)))] and G descends E[log(1 - D(G(z)))]. The gradient by one of G's logits is
 * -sigmoid(s) / B: it vanishes where D is sure that a sample is fake.
 */
export const saturating: GANLoss = {
  name: 'saturating',
  discriminator: (real, fake) => costAsReal(real).add(costAsFake(fake)),
  generator: (fake) => costAsFake(fake).neg(),
};

/**
 * Goodfellow et al. 2014, section 3, last paragraph: G descends -E[log D(G(z))] instead. The gradient by one of G's
 * logits is -(1 - sigmoid(s)) / B: strongest where D is sure that a sample is fake.
 */
export const nonSaturating: GANLoss = {
  name: 'nonSaturating',
  discriminator: (real, fake) => saturating.discriminator(real, fake),
  generator: (fake) => costAsReal(fake),
};

/**
 * One-sided label smoothing (Salimans et al. 2016, arXiv:1606.03498, section 3.4): nonSaturating, but D is asked to
 * call real data real with probability `label` only. Fakes keep the label 0: smoothed on both sides, D's optimum
 * (label p_data + b p_g) / (p_data + p_g) would reward fakes for staying where they are.
 *
 * @param label in (0.5, 1]; the paper has 0.9
 * @throws RangeError when label is out of range
 */
export function smoothedLabels(label: number): GANLoss {
  if (!(label > 0.5 && label <= 1)) {
    throw new RangeError(`smoothedLabels(${label}): the label of real data is a probability in (0.5, 1], such as 0.9.`);
  }
  return {
    name: `nonSaturating, real labels ${label}`,
    discriminator: (real, fake) =>
      costAsReal(real)
        .mul(label)
        .add(costAsFake(real).mul(1 - label))
        .add(costAsFake(fake)),
    generator: (fake) => costAsReal(fake),
  };
}

/** Mao et al. 2017 (LSGAN), equation 9: targets a = 0 for fake, b = 1 for real, c = 1 for what G wants. */
export const leastSquares: GANLoss = {
  name: 'leastSquares',
  discriminator: (real, fake) => mean(real.sub(1).square()).add(mean(fake.square())).mul(0.5),
  generator: (fake) => mean(fake.sub(1).square()).mul(0.5),
};

/**
 * Arjovsky et al. 2017 (WGAN), Algorithm 1: the critic's negated estimate of the Wasserstein-1 distance. It is one
 * only for a critic that is kept 1-Lipschitz, by clipping, a gradient penalty or spectral normalisation.
 */
export const wasserstein: GANLoss = {
  name: 'wasserstein',
  discriminator: (real, fake) => mean(fake).sub(mean(real)),
  generator: (fake) => mean(fake).neg(),
};

/** Lim and Ye 2017 (geometric GAN), section 3; Miyato et al. 2018 (spectral normalisation), equations 16 and 17. */
export const hinge: GANLoss = {
  name: 'hinge',
  discriminator: (real, fake) => mean(tf.relu(tf.sub(1, real))).add(mean(tf.relu(fake.add(1)))),
  generator: (fake) => mean(fake).neg(),
};
