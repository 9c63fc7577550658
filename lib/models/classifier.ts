import { tf } from '../backend/tf';
import type { LabelledBatch } from '../datasets/labelled-images';
import { inChunks } from '../metrics/in-chunks';
import { descend, forward } from '../nn';
import { adam, type AdamConfig } from '../training/optimizers';
import type { Trainable } from '../training/trainable';

/**
 * A network that tells classes apart, trained by the cross entropy of their labels. Where it has a layer called
 * 'features', that gives `features`.
 */
export class Classifier implements Trainable<LabelledBatch, 'crossEntropy'> {
  readonly parts;
  private readonly optimizer;
  private readonly classes: number;

  /** @param net x [B, H, W, C] -> logits [B, K] */
  constructor(
    readonly net: tf.LayersModel,
    { learningRate, beta1 }: AdamConfig = { learningRate: 1e-3, beta1: 0.9 },
  ) {
    this.classes = net.outputs[0]!.shape[1]!;
    this.optimizer = adam({ learningRate, beta1 });
    this.parts = { net: this.net, optimizer: this.optimizer };
  }

  /** One step down the cross entropy (nats) of labelled images, 0 .. K-1; see Trainable. */
  step({ x, y }: LabelledBatch): Record<'crossEntropy', tf.Scalar> {
    const crossEntropy = descend(this.optimizer, [this.net], () => {
      const logits = forward(this.net, x, { training: true });
      return tf.losses.softmaxCrossEntropy(tf.oneHot(y, this.classes), logits);
    });
    return { crossEntropy };
  }

  /** p(y | x) of images [N, H, W, C]: rows [N, K]. */
  probabilities(x: tf.Tensor4D): Promise<number[][]> {
    return inChunks(x, (images) => tf.softmax(forward(this.net, images, { training: false })));
  }

  /** What the layer called 'features' says of images [N, H, W, C]: rows [N, units]. */
  features(x: tf.Tensor4D): Promise<number[][]> {
    const trunk = tf.model({ inputs: this.net.inputs, outputs: this.net.getLayer('features').output });
    return inChunks(x, (images) => forward(trunk, images, { training: false }));
  }

  dispose(): void {
    for (const part of Object.values(this.parts)) part.dispose();
  }
}
