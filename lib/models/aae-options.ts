// What an adversarial autoencoder can be told: Makhzani, Shlens, Jaitly, Goodfellow, Frey 2016, arXiv:1511.05644.
import type { tf } from '../backend/tf';
import type { GANLoss, Likelihood } from '../losses';
import { checkCount } from '../math/check';
import type { AAEConfig } from './aae-phases';
import type { LatentPrior } from './latent-priors';

/**
 * Where labels go. To D, so that they choose the part of the prior that a code is to match (section 2.3, figure 3); with
 * a prior of one part the codes of every class are to match it. To the decoder, so that z is left to say what the label
 * does not: the style (section 4, figure 6). Or to both: D alone holds the codes of all classes together against the
 * prior, and they may still lie in it side by side; given the label, it sees that z says nothing of the class.
 */
export interface LabelUse {
  /** K; labels are one-hot, [B, K] */
  classes: number;
  to: Player | 'both';
}
export type Player = 'discriminator' | 'decoder';

/** Images, and their labels one-hot where the model has a use for them. */
export type AAEBatch = tf.Tensor | { x: tf.Tensor; y: tf.Tensor2D };

export interface AAEOptions {
  /** what q(z) is to become; N(0, I) unless said */
  prior?: LatentPrior;
  /**
   * The standard deviation of q(z | x) = N(E(x), spread^2 I), in units of z; 0 unless said, and q(z | x) is one point. A
   * decoder that has seen codes that are a little off draws digits between digits, too (section 2, "Gaussian posterior";
   * the paper's is a deviation for each x, that is learned).
   */
  spread?: number;
  /** labels are not looked at unless said */
  labels?: LabelUse;
  /** what the decoder's numbers mean; `bernoulliLikelihood` unless said, which takes x in [0, 1] */
  likelihood?: Likelihood;
  /** the rules of the game between encoder and D; `nonSaturating` unless said */
  loss?: GANLoss;
}

/** @throws RangeError when it is no standard deviation */
export function checkedSpread(spread: number): number {
  if (spread >= 0) return spread;
  throw new RangeError(`AAE: spread is ${spread}: a standard deviation is 0 or more.`);
}

export const sees = (player: Player, { to }: LabelUse) => to === player || to === 'both';

/** The prior, if it goes with the code and the labels. */
export function fitting(prior: LatentPrior, { latentDim }: AAEConfig, labels: LabelUse | undefined): LatentPrior {
  if (prior.dimension !== latentDim) {
    throw new RangeError(`AAE: latentDim is ${latentDim}, but the prior '${prior.name}' is on R^${prior.dimension}.`);
  }
  if (labels) checkCount(labels.classes, 'AAE: labels.classes');
  if (labels && sees('discriminator', labels) && ![1, labels.classes].includes(prior.parts)) {
    throw new RangeError(
      `AAE: ${labels.classes} classes go to D, but the prior '${prior.name}' has ${prior.parts} parts: give as many.`,
    );
  }
  return prior;
}
