import { join } from 'node:path';
import {
  curves,
  DCGAN,
  dcganGenerator,
  faces,
  forward,
  imageGrid,
  imagesOnly,
  loadWeights,
  MovingAverage,
  nonSaturating,
  r1,
  tf,
  type DCGANConfig,
  type FaceReading,
  type FacesNet,
} from 'saddlepoint';
import { ROOT } from '../execute/runner';
import type { Context } from './row';
import { train } from './train';

/** As I-01 trains on digits: narrow, with a learning rate to match and R1, judged by the average of G's weights. */
const CONFIG: DCGANConfig = { size: 32, channels: 3, latentDim: 100, width: 24, learningRate: 1e-3, beta1: 0.5 };
const LOSS = r1(nonSaturating, { gamma: 2, every: 4 });
const DECAY = 0.999;
const WEIGHTS = 'data/checkpoints/faces-generator.safetensors';
const FULL = { faces: 16_000, epochs: 20, batchSize: 64, pool: 4000 };
const QUICK = { faces: 128, epochs: 1, batchSize: 64, pool: 400 };

/** Images that are generated at a time. */
const CHUNK = 500;

/** Codes, and what FACES-Net reads in the images that they give. */
export interface Pool {
  /** [N, 100] */
  readonly z: readonly number[][];
  readonly read: readonly FaceReading[];
}

/** The generator of a DCGAN on FACES-P. */
export class FacesGenerator {
  constructor(private readonly net: tf.LayersModel) {}

  /** Images [n, 32, 32, 3] in [-1, 1] of these codes [n, 100]. */
  images(z: readonly (readonly number[])[]): tf.Tensor4D {
    return tf.tidy(() => {
      const chunks: tf.Tensor[] = [];
      for (let start = 0; start < z.length; start += CHUNK) {
        const codes = tf.tensor2d(z.slice(start, start + CHUNK) as number[][]);
        chunks.push(forward(this.net, codes, { training: false }));
      }
      return tf.concat(chunks) as tf.Tensor4D;
    });
  }

  /** Many codes, uniform on [-1, 1] as in the training, and what the judge sees in their images. */
  async pool(net: FacesNet, { quick }: Context): Promise<Pool> {
    const n = (quick ? QUICK : FULL).pool;
    const z = Array.from({ length: n }, () => Array.from({ length: CONFIG.latentDim }, () => 2 * Math.random() - 1));
    const x = this.images(z);
    const read = await net.read(x);
    x.dispose();
    return { z, read };
  }

  dispose(): void {
    this.net.dispose();
  }
}

/** Trains the DCGAN and stores its averaged generator, its losses and its samples. */
export async function trainGenerator(context: Context): Promise<FacesGenerator> {
  const sizes = context.quick ? QUICK : FULL;
  const gan = new DCGAN(CONFIG, LOSS);
  const average = dcganGenerator(CONFIG);
  const model = new MovingAverage(gan, gan.G, average, DECAY);
  const { history, at } = await train(model, imagesOnly(faces({ size: sizes.faces, seed: 1 })), {
    epochs: sizes.epochs,
    batchSize: sizes.batchSize,
    seed: context.seed,
    checkpoint: context.checkpoint('dcgan'),
    report: context.report('training'),
  });
  await context.table('losses', { step: at, ...history });
  const series = Object.entries(history).map(([loss, values]) => [loss, { x: at, y: values }] as const);
  await context.picture('losses', curves(Object.fromEntries(series), { x: 'step', y: 'loss (nats)' }));
  await context.weights(WEIGHTS, average);
  gan.dispose();
  return new FacesGenerator(average);
}

/**
 * The generator that I-12 has stored; a quick run trains one.
 * @throws Error when I-12 has not run
 */
export async function storedGenerator(context: Context): Promise<FacesGenerator> {
  if (context.quick) return trainGenerator(context);
  const net = dcganGenerator(CONFIG);
  await loadWeights(net, join(ROOT, WEIGHTS)).catch((error: unknown) => {
    throw new Error(`${(error as Error).message} npm run reproduce -- I-12 trains it.`);
  });
  return new FacesGenerator(net);
}

/** `k` codes of the pool, drawn without replacement from those whose reading fits. */
export function pick({ z, read }: Pool, k: number, fits: (reading: FaceReading) => boolean): number[][] {
  const left = z.filter((_, i) => fits(read[i]!));
  if (left.length < k) throw new Error(`Only ${left.length} of ${z.length} samples fit, ${k} are needed.`);
  return Array.from({ length: k }, () => left.splice(Math.floor(left.length * Math.random()), 1)[0]!);
}

/** A grid of faces. */
export const faceGrid = async (context: Context, name: string, images: tf.Tensor4D, columns: number): Promise<void> => {
  await context.picture(name, await imageGrid(images, { columns }));
};
