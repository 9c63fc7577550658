import { adam, descend, forward, nonSaturating, tf, type Dataset, type Trainable } from 'saddlepoint';

type Loss = 'discriminator' | 'generator';

/** A GAN on points of the plane, small enough for a thousand steps a second, with all that a checkpoint must hold. */
export class TinyGAN implements Trainable<tf.Tensor2D, Loss> {
  readonly parts;

  constructor(
    units = 8,
    readonly settings = { loss: 'nonSaturating' },
  ) {
    const G = tf.sequential({
      name: 'generator',
      layers: [
        tf.layers.dense({ units, inputShape: [2] }),
        tf.layers.batchNormalization(),
        tf.layers.dropout({ rate: 0.2 }),
        tf.layers.dense({ units: 2, activation: 'tanh' }),
      ],
    });
    const D = tf.sequential({
      name: 'discriminator',
      layers: [tf.layers.dense({ units, activation: 'relu', inputShape: [2] }), tf.layers.dense({ units: 1 })],
    });
    this.parts = { G, D, optG: tf.train.momentum(0.01, 0.5), optD: adam({ learningRate: 0.01, beta1: 0.5 }) };
  }

  step(real: tf.Tensor2D): Record<Loss, tf.Scalar> {
    const { G, D, optG, optD } = this.parts;
    const training = { training: true };
    const generate = () => forward(G, tf.randomNormal([real.shape[0], 2]), training);
    const score = (x: tf.Tensor) => forward(D, x, training);
    return tf.tidy(() => {
      const fake = generate();
      const discriminator = descend(optD, [D], () => nonSaturating.discriminator(score(real), score(fake)));
      const generator = descend(optG, [G], () => nonSaturating.generator(score(generate())));
      return { discriminator, generator };
    });
  }

  dispose(): void {
    for (const part of Object.values(this.parts)) part.dispose();
  }
}

/** `size` points on the unit circle. */
export function circle(size: number, name = 'circle'): Dataset<tf.Tensor2D> {
  return {
    name,
    size,
    *batches(batchSize) {
      const order = Array.from({ length: size }, () => Math.random());
      for (let i = 0; i + batchSize <= size; i += batchSize) {
        const angles = order.slice(i, i + batchSize).map((u) => 2 * Math.PI * u);
        yield tf.tensor2d(angles.map((angle) => [Math.cos(angle), Math.sin(angle)]));
      }
    },
  };
}

/** Every number that training has changed. */
export async function numbers(model: TinyGAN): Promise<number[][]> {
  const { G, D, optG, optD } = model.parts;
  const slots = [...(await optG.getWeights()), ...(await optD.getWeights())].map(({ tensor }) => tensor);
  return [...G.getWeights(), ...D.getWeights(), ...slots].map((tensor) => [...tensor.dataSync()]);
}
