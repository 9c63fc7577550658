// What the rows about a DCGAN on faces share: I-12 trains it, I-13 turns its faces.
import {
  dcganGenerator,
  faces,
  imageGrid,
  imagesOnly,
  type DCGANConfig,
  type FaceReading,
  type FacesNet,
  type tf,
} from 'saddlepoint';
import { CodeGenerator, trainGenerator, type Pool } from './code-generator';
import type { Context } from './row';
import { withStored } from './stored';

/** Narrow, with a learning rate to match. */
const CONFIG: DCGANConfig = { size: 32, channels: 3, latentDim: 100, width: 24, learningRate: 1e-3, beta1: 0.5 };
const STORED = { path: 'data/checkpoints/faces-generator.safetensors', row: 'I-12' };
const FULL = { faces: 16_000, epochs: 20, batchSize: 64, pool: 4000 };
const QUICK = { faces: 128, epochs: 1, batchSize: 64, pool: 400 };

/** Trains the DCGAN on FACES-P and stores its averaged generator. */
export async function trainFaces(context: Context): Promise<CodeGenerator> {
  const sizes = context.quick ? QUICK : FULL;
  const generator = await trainGenerator(context, CONFIG, imagesOnly(faces({ size: sizes.faces, seed: 1 })), sizes);
  await context.weights(STORED.path, generator.net);
  return generator;
}

/**
 * The generator that I-12 has stored; a quick run has one that has learnt nothing.
 * @throws Error when I-12 has not run
 */
export const storedFaces = async (context: Context): Promise<CodeGenerator> =>
  new CodeGenerator(await withStored(dcganGenerator(CONFIG), STORED, context));

/** Many codes, and what FACES-Net sees in their faces. */
export const facePool = (generator: CodeGenerator, net: FacesNet, { quick }: Context): Promise<Pool<FaceReading>> =>
  generator.pool((quick ? QUICK : FULL).pool, (x) => net.read(x));

/** A grid of images. */
export const faceGrid = async (context: Context, name: string, images: tf.Tensor4D, columns: number): Promise<void> => {
  await context.picture(name, await imageGrid(images, { columns }));
};
