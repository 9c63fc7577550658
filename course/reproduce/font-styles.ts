// FONT-26 by style: regular, heavy, slanted, or both; and a network that reads which.
import { augmented, Classifier, fonts, LabelledImages, tf, warped, type Font, type FontSet } from 'saddlepoint';
import { convBlock } from './conv-block';
import type { Context, Measures } from './row';
import { train } from './train';

/** What a judge reads in a letter, as probabilities. */
export interface Style {
  readonly heavy: number;
  readonly slanted: number;
}

/** Regular, heavy, slanted, heavy and slanted: bit 0 and bit 1 of a label. */
const STYLES = 4;
const LETTERS = 26;

/** The label of a font; undefined for light ones, between regular and heavy, and between upright and slanted. */
function styleOf({ weight, slant }: Font): number | undefined {
  const heavy = weight >= 700;
  const regular = weight >= 400 && weight <= 500;
  if ((!heavy && !regular) || (slant >= 1.5 && slant <= 4)) return undefined;
  return Number(heavy) + 2 * Number(slant > 4);
}

/** The letters of fonts that have a style, which is their label. */
function styled({ letters, fonts }: FontSet): LabelledImages {
  const styles = Array.from({ length: letters.size }, (_, i) => styleOf(fonts[Math.floor(i / LETTERS)]!));
  const { name, images, shape, pixels } = letters;
  const labels = Uint8Array.from(styles, (style) => style ?? 0);
  const all = new LabelledImages({ name: `${name}, styles`, images, labels, shape, pixels });
  return all.subset([...styles.keys()].filter((i) => styles[i] !== undefined));
}

/**
 * Degrees by which upright letters are slanted, as oblique fonts are made: a little less than the steepest italic's 17,
 * so that a slant says as much about a letter as its weight. Of heavy italic fonts there are only a dozen.
 */
const OBLIQUE = 16;

/** The letters, and the upright ones a second time, slanted about the middle of the image. */
function withObliques(letters: LabelledImages): LabelledImages {
  const { name, shape, pixels } = letters;
  const upright = letters.subset([...letters.labels.keys()].filter((i) => letters.labels[i]! < 2));
  const lean = Math.tan((OBLIQUE * Math.PI) / 180);
  const slanted = Array.from({ length: upright.size }, (_, i) => {
    const image = upright.images.subarray(i * shape[0] * shape[1], (i + 1) * shape[0] * shape[1]);
    return warped(image, shape, [1, lean, (-lean * (shape[0] - 1)) / 2, 0, 1, 0], 0);
  });
  const images = Buffer.concat([letters.images, ...slanted]);
  const labels = Uint8Array.from([...letters.labels, ...upright.labels.map((label) => label + 2)]);
  return new LabelledImages({ name, images, labels, shape, pixels });
}

/** As many letters of each style: those of the rarer ones come several times. */
function balanced(images: LabelledImages, perStyle: number): LabelledImages {
  const of = Array.from({ length: STYLES }, (_, style) =>
    [...images.labels.keys()].filter((i) => images.labels[i] === style),
  );
  return images.subset(of.flatMap((places) => Array.from({ length: perStyle }, (_, i) => places[i % places.length]!)));
}

/** The letters of training designs by style, as many of each, and those of the other designs. */
export async function fontStyles({ quick }: Context): Promise<{ train: LabelledImages; test: LabelledImages }> {
  const [train, test] = [styled(await fonts({ split: 'train' })), styled(await fonts({ split: 'test' }))];
  return { train: balanced(withObliques(train), quick ? 32 : 2500), test };
}

/** x [B, 32, 32, 1] in [-1, 1] -> logits of the styles */
const network = () =>
  tf.sequential({
    name: 'style-net',
    layers: [
      tf.layers.inputLayer({ inputShape: [32, 32, 1] }),
      ...convBlock(16), // [B, 16, 16, 16]
      ...convBlock(32), // [B, 8, 8, 32]
      ...convBlock(48), // [B, 4, 4, 48]
      tf.layers.flatten(),
      tf.layers.dense({ units: 64, activation: 'relu' }),
      tf.layers.dropout({ rate: 0.5 }),
      tf.layers.dense({ units: STYLES }),
    ],
  });

/** Reads the style of letters. */
export class StyleNet {
  private readonly classifier = new Classifier(network());

  /** The styles of images [N, 32, 32, 1] in [-1, 1]. */
  async read(x: tf.Tensor4D): Promise<Style[]> {
    const rows = await this.classifier.probabilities(x);
    return rows.map(([, heavy, slanted, both]) => ({ heavy: heavy! + both!, slanted: slanted! + both! }));
  }

  async train(context: Context, images: LabelledImages): Promise<void> {
    await train(this.classifier, augmented(images, { shift: 0.06, rotation: 0, scale: 1.1, background: 0 }), {
      epochs: context.quick ? 1 : 8,
      batchSize: 64,
      seed: context.seed,
      checkpoint: context.checkpoint('judge'),
      report: context.report('judge'),
    });
  }

  /** How often it is right about letters of designs that it has not seen. */
  async accuracy(images: LabelledImages): Promise<Measures> {
    const { x, y } = images.tensors();
    const read = await this.read(x);
    tf.dispose([x, y]);
    const right = (what: keyof Style, bit: number) =>
      read.filter((r, i) => r[what] > 0.5 === (images.labels[i]! & bit) > 0).length / images.size;
    return { 'judge right about weight': right('heavy', 1), 'judge right about slant': right('slanted', 2) };
  }

  dispose(): void {
    this.classifier.dispose();
  }
}
