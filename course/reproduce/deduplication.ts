// Radford, Metz, Chintala 2016, section 4.1: near duplicates are found by the binary code of a denoising autoencoder.
import {
  collisions,
  DenoisingAutoencoder,
  EMOJI_HASH,
  imageGrid,
  imagesOnly,
  tf,
  type LabelledImages,
} from 'saddlepoint';
import type { Context, Measures } from './row';
import { train } from './train';

const EPOCHS = { full: 60, quick: 1 };
/** A planted copy has its bytes up to so many brighter or darker. */
const NOISE = 2;
const SHOWN = 64;

const noisy = (byte: number) => Math.max(0, Math.min(255, byte + Math.round(NOISE * (2 * Math.random() - 1))));

async function hashesOf(model: DenoisingAutoencoder, images: LabelledImages): Promise<number[][]> {
  const { x, y } = images.tensors();
  const codes = await model.hashes(x);
  tf.dispose([x, y]);
  return codes;
}

/** The share of images that keep their code when they are changed a little. */
async function stability(model: DenoisingAutoencoder, images: LabelledImages, codes: number[][]): Promise<number> {
  const changed = images.subset(Array.from(codes.keys()));
  changed.images.set(changed.images.map(noisy));
  const others = await hashesOf(model, changed);
  return codes.filter((code, n) => code.every((bit, i) => bit === others[n]![i])).length / codes.length;
}

/** The root mean square difference of two images, of which 1 is that of black and white. */
function difference({ images, size }: LabelledImages, i: number, j: number): number {
  const length = images.length / size;
  let sum = 0;
  for (let p = 0; p < length; p++) sum += (images[i * length + p]! - images[j * length + p]!) ** 2;
  return Math.sqrt(sum / length) / 255;
}

/**
 * Learns a code of the images, and finds which are there twice.
 * @returns the images that repeat an earlier one, and what is known of how well they were found; the picture `duplicates`
 *   shows the groups
 */
export async function duplicatesIn(
  context: Context,
  images: LabelledImages,
): Promise<{ repeated: ReadonlySet<number>; measures: Measures }> {
  const model = new DenoisingAutoencoder(EMOJI_HASH);
  await train(model, imagesOnly(images), {
    epochs: context.quick ? EPOCHS.quick : EPOCHS.full,
    batchSize: Math.min(64, images.size),
    seed: context.seed,
    checkpoint: context.checkpoint('autoencoder'),
    report: context.report('autoencoder'),
  });
  const codes = await hashesOf(model, images);
  const groups = collisions(codes);
  const kept = await stability(model, images, codes);
  model.dispose();
  if (groups.length > 0) {
    const { x, y } = images.gather(groups.flat().slice(0, SHOWN));
    await context.picture(
      'duplicates',
      await imageGrid(x, { columns: 16, title: 'Images of one code, group by group' }),
    );
    tf.dispose([x, y]);
  }
  const repeated = groups.flatMap(([first, ...others]) => others.map((other) => [first!, other] as const));
  const differences = repeated.map(([first, other]) => difference(images, first, other));
  return {
    repeated: new Set(repeated.map(([, other]) => other)),
    measures: {
      duplicates: repeated.length,
      'duplicates: largest difference': Math.max(0, ...differences),
      'slightly changed images found': kept,
    },
  };
}
