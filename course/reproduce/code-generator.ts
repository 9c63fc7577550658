// What rows about the codes of a DCGAN share: arithmetic (I-12) and turns (I-13).
import {
  DCGAN,
  dcganGenerator,
  forward,
  MovingAverage,
  nonSaturating,
  r1,
  tf,
  type Dataset,
  type DCGANConfig,
  type FitOptions,
} from 'saddlepoint';
import { storeLosses } from './losses';
import type { Context } from './row';
import { train } from './train';

/** As I-01 trains on digits, with R1, judged by the average of G's weights. */
const LOSS = r1(nonSaturating, { gamma: 2, every: 4 });
const DECAY = 0.999;

/** Images that are generated at a time. */
const CHUNK = 500;

/** Codes, and what a judge reads in the images that they give. */
export interface Pool<Reading> {
  /** [N, J] */
  readonly z: readonly number[][];
  readonly read: readonly Reading[];
}

/** A generator, asked for the images of codes that were chosen. */
export class CodeGenerator {
  /** @param net z [B, J] -> images [B, H, W, C] in [-1, 1] */
  constructor(readonly net: tf.LayersModel) {}

  /** Images [n, H, W, C] in [-1, 1] of these codes [n, J]. */
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

  /** n codes, uniform on [-1, 1] as in the training, and what the judge sees in their images. */
  async pool<Reading>(n: number, judge: (x: tf.Tensor4D) => Promise<Reading[]>): Promise<Pool<Reading>> {
    const latentDim = this.net.inputs[0]!.shape[1]!;
    const z = Array.from({ length: n }, () => Array.from({ length: latentDim }, () => 2 * Math.random() - 1));
    const x = this.images(z);
    const read = await judge(x);
    x.dispose();
    return { z, read };
  }

  dispose(): void {
    this.net.dispose();
  }
}

/** Trains a DCGAN, stores its losses, and gives the average of its generators. */
export async function trainGenerator(
  context: Context,
  config: DCGANConfig,
  images: Dataset<tf.Tensor4D>,
  { epochs, batchSize }: Pick<FitOptions, 'epochs' | 'batchSize'>,
): Promise<CodeGenerator> {
  const gan = new DCGAN(config, LOSS);
  const average = dcganGenerator(config);
  const losses = await train(new MovingAverage(gan, gan.G, average, DECAY), images, {
    epochs,
    batchSize,
    seed: context.seed,
    checkpoint: context.checkpoint('dcgan'),
    report: context.report('training'),
  });
  await storeLosses(context, losses);
  gan.dispose();
  return new CodeGenerator(average);
}

/** `k` codes of the pool, drawn without replacement from those whose reading fits. */
export function pick<Reading>({ z, read }: Pool<Reading>, k: number, fits: (reading: Reading) => boolean): number[][] {
  const left = z.filter((_, i) => fits(read[i]!));
  if (left.length < k) throw new Error(`Only ${left.length} of ${z.length} samples fit, ${k} are needed.`);
  return Array.from({ length: k }, () => left.splice(Math.floor(left.length * Math.random()), 1)[0]!);
}
