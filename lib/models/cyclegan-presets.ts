// Two papers of the same year with the formulation of cyclegan.ts. What makes them differ from it is plain data. Neither
// has an identity loss: from random weights both may find a translation with other colours, from copiers they do not
// (row M-10).
import { nonSaturating, wasserstein, type GANLoss } from '../losses';
import { EMOJI_CYCLEGAN, type CycleGANConfig } from './cyclegan';

/** `new CycleGAN(preset.config, preset.loss)` */
export interface CyclePreset {
  readonly config: CycleGANConfig;
  readonly loss: GANLoss;
}

/**
 * Yi, Zhang, Tan, Gong 2017, "DualGAN", arXiv:1704.02510, section 3: critics of a Wasserstein GAN, whose weights are
 * clipped, and an L1 reconstruction loss. Adam without a first moment stands for its RMSProp, and its critics move once
 * for each move of the generators (the paper: two to four times).
 */
export const DUALGAN: CyclePreset = {
  config: { ...EMOJI_CYCLEGAN, identity: 0, pool: 0, clip: 0.1, lambda: 100, beta1: 0 },
  loss: wasserstein,
};

/**
 * Kim, Cha, Kim, Lee, Kim 2017, "DiscoGAN", arXiv:1703.05192, section 2: the standard GAN loss, and an L2
 * reconstruction loss of the same weight (equations 3 to 5).
 */
export const DISCOGAN: CyclePreset = {
  config: { ...EMOJI_CYCLEGAN, identity: 0, pool: 0, lambda: 1, distance: 'L2' },
  loss: nonSaturating,
};
