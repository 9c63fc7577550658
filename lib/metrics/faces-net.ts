// The judge of procedural faces, as MNIST-Net is of digits; a LeNet with three halvings.
import { join } from 'node:path';
import { tf } from '../backend/tf';
import { FACE_ATTRIBUTES, FACE_TRAITS } from '../datasets/face-attributes';
import { FACE_SIDE } from '../datasets/draw-face';
import type { FaceBatch } from '../datasets/faces';
import { descend, forward } from '../nn';
import { adam } from '../training/optimizers';
import type { Trainable } from '../training/trainable';
import { loadWeights } from '../training/weights';
import { inChunks } from './in-chunks';

/** The weights lie in the package, as MNIST-Net's do. */
const FACES_NET_WEIGHTS = join(__dirname, '../../weights/faces-net.safetensors');

/** What is answered with yes or no, and what with a number. */
const FLAGS = ['smiling', 'glasses', 'woman'] as const;
const NUMBERS = ['yaw', 'age', ...FACE_TRAITS] as const;

/** A face smiles when its attribute `smile` is above this: no face of faces() lies between 0.1 and 0.4. */
export const SMILING = 0.25;

/** What FACES-Net sees in a face. */
export interface FaceReading {
  /** probabilities */
  readonly smiling: number;
  readonly glasses: number;
  readonly woman: number;
  /** degrees, positive to the right of the picture */
  readonly yaw: number;
  /** years */
  readonly age: number;
  /** who it is: an estimate of each of FACE_TRAITS, in about -1 .. 1 */
  readonly traits: readonly number[];
}

const block = (filters: number) => [
  tf.layers.conv2d({ filters, kernelSize: 3, padding: 'same', activation: 'relu' }),
  tf.layers.maxPooling2d({ poolSize: 2, strides: 2 }),
];

/** x [B, 32, 32, 3] in [-1, 1] -> 3 logits and then 12 numbers, [B, 15] */
const network = () =>
  tf.sequential({
    name: 'faces-net',
    layers: [
      tf.layers.inputLayer({ inputShape: [FACE_SIDE, FACE_SIDE, 3] }),
      ...block(16), // [B, 16, 16, 16]
      ...block(32), // [B, 8, 8, 32]
      ...block(48), // [B, 4, 4, 48]
      tf.layers.flatten(),
      tf.layers.dense({ units: 96, activation: 'relu' }),
      tf.layers.dense({ units: FLAGS.length + NUMBERS.length }),
    ],
  });

/** The column of an attribute, [B, 1]. */
const column = (attributes: tf.Tensor2D, name: (typeof FACE_ATTRIBUTES)[number]) =>
  attributes.slice([0, FACE_ATTRIBUTES.indexOf(name)], [-1, 1]);

/**
 * Reads the attributes and the person from an image of a procedural face: whether a sample smiles, whether an edited
 * face is still the same person. `facesNet()` gives the trained one.
 */
export class FacesNet implements Trainable<FaceBatch, 'crossEntropy' | 'squaredError'> {
  readonly net = network();
  readonly parts;
  private readonly optimizer;

  constructor({ learningRate, beta1 } = { learningRate: 1e-3, beta1: 0.9 }) {
    this.optimizer = adam({ learningRate, beta1 });
    this.parts = { net: this.net, optimizer: this.optimizer };
  }

  /**
   * One step down the cross entropy of the flags plus the squared error of the numbers, each summed over what is asked
   * and averaged over the batch; see Trainable.
   */
  step({ x, attributes, traits }: FaceBatch): Record<'crossEntropy' | 'squaredError', tf.Scalar> {
    return tf.tidy(() => {
      const smiling = column(attributes, 'smile').greater(SMILING).toFloat();
      const flags = tf.concat([smiling, column(attributes, 'glasses'), column(attributes, 'woman')], 1);
      const numbers = tf.concat([column(attributes, 'yaw'), column(attributes, 'age'), traits], 1);
      let losses!: Record<'crossEntropy' | 'squaredError', tf.Scalar>;
      const objective = descend(this.optimizer, [this.net], () => {
        const [logits, values] = tf.split(forward(this.net, x, { training: true }), [FLAGS.length, NUMBERS.length], 1);
        // -log p of a flag f with logit s is softplus(s) - f s
        const crossEntropy = tf.softplus(logits!).sub(flags.mul(logits!)).sum(1).mean<tf.Scalar>();
        const squaredError = values!.sub(numbers).square().sum(1).mean<tf.Scalar>();
        losses = { crossEntropy: tf.keep(crossEntropy), squaredError: tf.keep(squaredError) };
        return crossEntropy.add(squaredError);
      });
      objective.dispose();
      return losses;
    });
  }

  /** What is seen in each of the images [N, 32, 32, 3] in [-1, 1]. */
  async read(x: tf.Tensor4D): Promise<FaceReading[]> {
    const rows = await inChunks(x, (images) => {
      const [logits, values] = tf.split(
        forward(this.net, images, { training: false }),
        [FLAGS.length, NUMBERS.length],
        1,
      );
      return tf.concat([tf.sigmoid(logits!), values!], 1);
    });
    return rows.map(([smiling, glasses, woman, yaw, age, ...traits]) => ({
      smiling: smiling!,
      glasses: glasses!,
      woman: woman!,
      yaw: 45 * yaw!,
      age: 50 + 30 * age!,
      traits,
    }));
  }

  dispose(): void {
    for (const part of Object.values(this.parts)) part.dispose();
  }
}

/**
 * The trained FACES-Net; `npm run reproduce -- FACES-Net` trained it, data/results/FACES-Net.json says how well. Who
 * takes it disposes of it.
 * @throws Error when the weights that come with the package are missing or damaged
 */
export async function facesNet(): Promise<FacesNet> {
  const net = new FacesNet();
  await loadWeights(net.net, FACES_NET_WEIGHTS);
  return net;
}
