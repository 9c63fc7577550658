// Makhzani, Shlens, Jaitly, Goodfellow, Frey 2016, arXiv:1511.05644, section 2: the phases of a training step that every
// adversarial autoencoder has.
import { tf } from '../backend/tf';
import type { GANLoss, Likelihood } from '../losses';
import { checkCount } from '../math/check';
import { descend, forward } from '../nn';
import { discriminatorCost } from '../training/adversarial-step';
import { adam, type AdamConfig } from '../training/optimizers';
import { checkPerceptronShape, mlpEncoder, type PerceptronShape } from './autoencoder-networks';

export interface AAEConfig extends PerceptronShape {
  /** J, the length of the (style) code z */
  latentDim: number;
  /** units of a discriminator's hidden layers */
  hiddenD: readonly number[];
  /** standard deviation of the Gaussian noise on what the encoder sees in training, in the units of x; 0 for none */
  inputNoise: number;
  /** Adam of the reconstruction phase: encoder and decoder */
  reconstruction: AdamConfig;
  /** Adam of the discriminators */
  discriminator: AdamConfig;
  /** Adam of the encoder as generator */
  generator: AdamConfig;
}

export type AAELoss = 'reconstruction' | 'discriminator' | 'generator';

/** No layer here does anything else in training. */
export const mode = { training: false };

/** A discriminator between one part of the code and its prior, and the optimizer that moves it. */
export interface Adversary {
  readonly D: tf.Sequential;
  readonly optimizer: tf.Optimizer;
  /** the part of a code -> logits [B, 1], by D's current weights; a gradient penalty is on its slope */
  readonly score: (code: tf.Tensor) => tf.Tensor;
}

/** @param inputs length of what D judges: a part of the code, and labels where it sees them */
export function adversary({ hiddenD, discriminator }: AAEConfig, inputs: number, name: string): Adversary {
  const D = mlpEncoder({ shape: [inputs], hidden: hiddenD }, 1, { name });
  return { D, optimizer: adam(discriminator), score: (code) => forward(D, code, mode) };
}

/** The mean of -log p(x | z) over a batch, nats: x [B, ...shape] and what the decoder gave for it. */
export const reconstructionLoss = (likelihood: Likelihood, x: tf.Tensor, decoded: tf.Tensor): tf.Scalar =>
  likelihood.logDensity(flat(x), flat(decoded)).mean<tf.Scalar>().neg();
const flat = (x: tf.Tensor) => x.reshape([x.shape[0], -1]);

/** Who plays for which part of the code, and by which rules. */
export interface Regularization {
  /** the networks that make codes */
  readonly encoder: readonly tf.LayersModel[];
  readonly optimizer: tf.Optimizer;
  readonly loss: GANLoss;
  readonly adversaries: readonly Adversary[];
}

/**
 * The regularization phase: each D moves to tell draws of its prior from codes, then the encoder moves, as their
 * generator, to make codes that all of them take for draws. No D sees which x a code is of: what is matched is the
 * aggregated posterior q(z), the mean of q(z | x) over the data, and not each q(z | x) as in a VAE.
 * @param real draws of each prior, [B, ...]
 * @param codes computes the part of the code that each adversary judges, [B, ...], from the encoder's current weights
 * @param further what else the codes cost their generator
 * @returns the losses before the moves, each a sum over the adversaries; the caller disposes of them
 */
export function regularizationPhase(
  { encoder, optimizer, loss, adversaries }: Regularization,
  real: readonly tf.Tensor[],
  codes: () => readonly tf.Tensor[],
  further?: (parts: readonly tf.Tensor[]) => tf.Scalar,
): Record<'discriminator' | 'generator', tf.Scalar> {
  const fake = codes();
  const costs = adversaries.map(({ D, optimizer, score }, i) =>
    descend(optimizer, [D], () =>
      discriminatorCost(loss, score, { real: real[i]!, fake: fake[i]!, step: optimizer.iterations }),
    ),
  );
  const generator = descend(optimizer, encoder, () => {
    const parts = codes();
    const costs = adversaries.map(({ score }, i) => loss.generator(score(parts[i]!)));
    return tf.addN(further ? [...costs, further(parts)] : costs);
  });
  return { discriminator: tf.addN(costs), generator };
}

/** What the encoder sees of x in a training step: x with noise on it (Vincent et al. 2008), or x itself. */
export const corrupted = (x: tf.Tensor, { inputNoise }: AAEConfig): tf.Tensor =>
  inputNoise === 0 ? x : x.add(tf.randomNormal(x.shape, 0, inputNoise));

/** A config as a checkpoint compares it; the optimizers' numbers are there of themselves. */
export function aaeSettings(config: AAEConfig, rest: Record<string, string | number>) {
  const { shape, hidden, hiddenD, latentDim, inputNoise } = config;
  const lists = { shape: shape.join('x'), hidden: hidden.join('-'), hiddenD: hiddenD.join('-') };
  return { ...lists, latentDim, inputNoise, ...rest };
}

/** @throws RangeError when a size is not a whole number from 1 up, or the noise is negative */
export function checkAAEConfig(config: AAEConfig, what: string): void {
  checkPerceptronShape(config, what);
  checkCount(config.latentDim, `${what}: latentDim`);
  config.hiddenD.forEach((units, i) => {
    checkCount(units, `${what}: hiddenD[${i}]`);
  });
  if (!(config.inputNoise >= 0)) {
    throw new RangeError(`${what}: inputNoise is ${config.inputNoise}: a standard deviation is 0 or more.`);
  }
}
