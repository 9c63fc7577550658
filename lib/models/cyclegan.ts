// Zhu, Park, Isola, Efros 2017, "Unpaired image-to-image translation using cycle-consistent adversarial networks"
// (CycleGAN), arXiv:1703.10593, sections 3 and 4.
import { tf } from '../backend/tf';
import type { ImagePair } from '../datasets/pairs';
import { cycleConsistency, l1, l2, leastSquares, type GANLoss } from '../losses';
import { descend, forward, forwardTogether, variables } from '../nn';
import { discriminatorCost } from '../training/adversarial-step';
import { ImagePool } from '../training/image-pool';
import { adam } from '../training/optimizers';
import type { Trainable } from '../training/trainable';
import { PATCH_22, patchDiscriminator, type PatchLayer } from './patch-discriminator';
import { unet, type UNetConfig } from './unet';

export interface CycleGANConfig extends UNetConfig {
  /** of both discriminators */
  patch: readonly PatchLayer[];
  /** weight of the cycle-consistency loss (equation 3); 0: two GANs that know nothing of one another */
  lambda: number;
  /** weight of the identity loss (section 5.2), which the paper sets to lambda / 2 for paintings; 0: none */
  identity: number;
  /** what the cycle and the identity loss measure with */
  distance: 'L1' | 'L2';
  /** generated images that each discriminator's pool holds */
  pool: number;
  /** after a step the weights of the discriminators are clipped to [-clip, clip]; 0: they are not */
  clip: number;
  learningRate: number;
  /** Adam's decay of the first moment */
  beta1: number;
}

/** 32x32 RGB. The paper's generators are ResNets for larger images; the weights and the pool are the paper's. */
export const EMOJI_CYCLEGAN: CycleGANConfig = {
  size: 32,
  channels: 3,
  widths: [32, 64, 128],
  dropout: 0,
  patch: PATCH_22,
  lambda: 10,
  identity: 5,
  distance: 'L1',
  pool: 50,
  clip: 0,
  learningRate: 2e-4,
  beta1: 0.5,
};

type Term = 'generator' | 'cycle' | 'identity';
type Terms = Record<Term, tf.Scalar>;

const training = { training: true };
const predicting = { training: false };

/**
 * Two games at once: G translates x into y against D_Y, F translates y into x against D_X, and each must undo what the
 * other does. Equation 3: L_GAN(G, D_Y) + L_GAN(F, D_X) + lambda L_cyc(G, F).
 */
export class CycleGAN implements Trainable<ImagePair, 'discriminator' | Term> {
  /** x -> y */
  readonly G: tf.LayersModel;
  /** y -> x */
  readonly F: tf.LayersModel;
  readonly parts;
  readonly settings;

  constructor(
    readonly config: CycleGANConfig,
    readonly loss: GANLoss = leastSquares,
  ) {
    const { widths, patch, ...rest } = config;
    this.G = unet(config, 'G');
    this.F = unet(config, 'F');
    this.parts = {
      G: this.G,
      F: this.F,
      DX: patchDiscriminator(config, 'DX'),
      DY: patchDiscriminator(config, 'DY'),
      optimizerG: adam(config),
      optimizerD: adam(config),
      poolX: new ImagePool(config.pool),
      poolY: new ImagePool(config.pool),
    };
    this.settings = { ...rest, widths: widths.join('-'), patch: JSON.stringify(patch), loss: loss.name };
  }

  /** Both generators move, then both discriminators, on unpaired x and y [B, size, size, channels] in [-1, 1]. */
  step(batch: ImagePair): Record<'discriminator' | Term, tf.Scalar> {
    return tf.tidy(() => {
      const { terms, fake } = this.moveGenerators(batch);
      const discriminator = this.moveDiscriminators(batch, fake);
      tf.dispose(fake);
      return { discriminator, ...terms };
    });
  }

  /** `generator` is the sum of both adversarial losses, `cycle` and `identity` are before their weights. */
  private moveGenerators(batch: ImagePair): { terms: Terms; fake: ImagePair } {
    const { optimizerG, DX, DY } = this.parts;
    const { lambda, identity } = this.config;
    let [terms, fake]: [Terms | undefined, ImagePair | undefined] = [undefined, undefined];
    const objective = descend(optimizerG, [this.G, this.F], () => {
      // Every image is normalised by itself, so that what a network is given at once makes no difference to any.
      const extra = (images: tf.Tensor) => (identity === 0 ? [] : [images]);
      const [x, sameX] = forwardTogether(this.F, [batch.y, ...extra(batch.x)], training) as tf.Tensor4D[];
      const [y, sameY] = forwardTogether(this.G, [batch.x, ...extra(batch.y)], training) as tf.Tensor4D[];
      fake = { x: tf.keep(x!), y: tf.keep(y!) };
      terms = {
        generator: this.loss.generator(forward(DY, y!, training)).add(this.loss.generator(forward(DX, x!, training))),
        cycle: this.distance(batch, lambda, () => ({
          x: forward(this.F, y!, training),
          y: forward(this.G, x!, training),
        })),
        identity: this.distance(batch, identity, () => ({ x: sameX!, y: sameY! })),
      };
      Object.values(terms).forEach(tf.keep);
      return terms.generator.add(terms.cycle.mul(lambda)).add(terms.identity.mul(identity));
    });
    objective.dispose();
    return { terms: terms!, fake: fake! };
  }

  /** Equation 2, or the identity loss; a term without weight is not computed. */
  private distance(batch: ImagePair, weight: number, back: () => { x: tf.Tensor; y: tf.Tensor }): tf.Scalar {
    if (weight === 0) return tf.scalar(0);
    return cycleConsistency(batch, back(), this.config.distance === 'L1' ? l1 : l2);
  }

  private moveDiscriminators({ x, y }: ImagePair, fakes: ImagePair): tf.Scalar {
    const { optimizerD, DX, DY, poolX, poolY } = this.parts;
    const old = { x: poolX.exchange(fakes.x), y: poolY.exchange(fakes.y) };
    const judged = (D: tf.LayersModel, real: tf.Tensor, fake: tf.Tensor) =>
      discriminatorCost(
        this.loss,
        (z) => forward(D, z, training),
        { real, fake, step: optimizerD.iterations },
        (data) => forwardTogether(D, data, training),
      );
    const loss = descend(optimizerD, [DX, DY], () => judged(DX, x, old.x).add(judged(DY, y, old.y)));
    const { clip } = this.config;
    if (clip > 0) for (const weight of variables([DX, DY])) weight.assign(weight.clipByValue(-clip, clip));
    return loss;
  }

  /** G(x), [B, size, size, channels] in [-1, 1] */
  toY(x: tf.Tensor4D): tf.Tensor4D {
    return tf.tidy(() => forward(this.G, x, predicting) as tf.Tensor4D);
  }

  /** F(y), [B, size, size, channels] in [-1, 1] */
  toX(y: tf.Tensor4D): tf.Tensor4D {
    return tf.tidy(() => forward(this.F, y, predicting) as tf.Tensor4D);
  }

  dispose(): void {
    for (const part of Object.values(this.parts)) part.dispose();
  }
}
