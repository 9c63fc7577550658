// Makhzani, Shlens, Jaitly, Goodfellow, Frey 2016, "Adversarial autoencoders", arXiv:1511.05644, section 5.
import { tf } from '../backend/tf';
import type { OneHotBatch } from '../datasets/one-hot';
import type { SemiSupervisedBatch } from '../datasets/semi-supervised';
import { descend } from '../nn';
import { adam, type AdamConfig } from '../training/optimizers';
import type { Trainable } from '../training/trainable';
import type { AAELoss } from './aae-phases';
import type { CategoricalAAE, CategoricalAAEBatch } from './categorical-aae';

type Batch = SemiSupervisedBatch<CategoricalAAEBatch>;

/**
 * A categorical AAE whose clusters are classes, since in a third phase its q(y | x) descends the cross entropy of a
 * labelled batch.
 */
export class SemiSupervisedAAE implements Trainable<Batch, AAELoss | 'crossEntropy'> {
  readonly parts;
  readonly settings;
  private readonly optimizer;

  /** @param classifier Adam of the third phase */
  constructor(
    readonly aae: CategoricalAAE,
    classifier: AdamConfig = { learningRate: 1e-3, beta1: 0.9 },
  ) {
    this.optimizer = adam(classifier);
    this.parts = { ...aae.parts, optimizerLabels: this.optimizer };
    this.settings = aae.settings;
  }

  /**
   * The AAE's phases on images [B, ...shape] (and others), then the semi-supervised classification phase on labelled ones.
   * @throws Error when the labels are of another number of classes than the model has clusters
   */
  step({ x, labelled }: Batch): Record<AAELoss | 'crossEntropy', tf.Scalar> {
    return tf.tidy(() => ({ ...this.aae.step(x), crossEntropy: this.classify(labelled) }));
  }

  /** Frees the AAE, too. */
  dispose(): void {
    this.aae.dispose();
    this.optimizer.dispose();
  }

  private classify({ x, y }: OneHotBatch): tf.Scalar {
    const { encoding, config } = this.aae;
    if (y.shape[1] !== config.clusters) {
      throw new Error(`SemiSupervisedAAE: labels of shape [${y.shape}], but the model has ${config.clusters} classes.`);
    }
    const seen = this.aae.corrupt(x);
    return descend(this.optimizer, encoding, () =>
      tf.losses.softmaxCrossEntropy(y, this.aae.logits(seen, true).logits),
    );
  }
}
