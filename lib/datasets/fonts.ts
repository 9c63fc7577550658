import { tf } from '../backend/tf';
import type { Dataset } from './dataset';
import { epoch } from './epoch';
import { hashedSplit } from './hashed-split';
import { LabelledImages, type LabelledBatch, type LabelledImagesOptions } from './labelled-images';
import type { Split } from './mnist';
import { readPNG } from './png';
import { cutSheet } from './sheet';
import { readPackaged } from './verified-file';

/** The files lie in the package; fonts/build.mjs made them, fonts.json tells whose fonts they are. */
const FILES = {
  'fonts.png': 'a220d24be9537737a294fb8537cce7f14a2bc1fc13f3cd1dc8e60b502140b066',
  'fonts.json': '7551bd6a862262a27de58b79f9a7369ae74a50aa164e58fb0917d07e35cf872c',
};

const SIDE = 32;
/** Share of the designs that are for testing, on average. */
const TEST = 0.25;

/** The letters; an image's label is its letter's place here. */
export const FONT_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The attributes in the order of fontVector's numbers. */
export const FONT_ATTRIBUTES = ['weight', 'width', 'slant', 'serif'] as const;

/** One font of a family, and what its letters look like. */
export interface Font {
  /** such as "Barlow Condensed" */
  readonly family: string;
  /** families that are drawn alike, such as the widths of one, have one design: "Barlow" */
  readonly design: string;
  /** as in CSS: 200 (extra light) .. 400 (regular) .. 700 (bold) .. 900 (black) */
  readonly weight: number;
  /** mean width of the 26 letters in heights of an H, their slant undone: 0.44 (condensed) .. 1.18 (expanded) */
  readonly width: number;
  /** degrees that an H leans to the right: 0 in most upright fonts (at most 1.1), 2.9 .. 17.2 in italic ones */
  readonly slant: number;
  /** whether the strokes end in serifs, by the catalogue of Google Fonts */
  readonly serif: boolean;
}

/** Attributes as numbers of like size, in the order of FONT_ATTRIBUTES; serif is 0 or 1. */
export const fontVector = ({ weight, width, slant, serif }: Font): number[] => [
  (weight - 500) / 400,
  (width - 0.8) / 0.4,
  slant / 20,
  Number(serif),
];

/** A type, not an interface, so that it is a tf.TensorContainer. */
export type FontBatch = LabelledBatch & {
  /** fontVector of each image's font, [B, 4] */
  attributes: tf.Tensor2D;
};

/** The alphabet in many fonts: image i shows letter i % 26 of font floor(i / 26). */
export class FontSet implements Dataset<FontBatch> {
  readonly name: string;
  readonly size: number;

  /**
   * @param letters the images, label 0 (A) .. 25 (Z); for models that take classes
   * @throws RangeError unless there are 26 letters for each font
   */
  constructor(
    readonly letters: LabelledImages,
    readonly fonts: readonly Font[],
  ) {
    this.name = letters.name;
    this.size = letters.size;
    if (this.size !== FONT_LETTERS.length * fonts.length)
      throw new RangeError(`${this.name}: ${this.size} letters of ${fonts.length} fonts; give 26 for each font.`);
  }

  /** Batches { x [B, 32, 32, 1], y [B], attributes [B, 4] } of one epoch; see Dataset. */
  batches(batchSize: number): Iterable<FontBatch> {
    return epoch(this, batchSize, (indices) => this.gather(indices));
  }

  /** The images of these indices as one batch, in this order. */
  gather(indices: ArrayLike<number>): FontBatch {
    const attributes = Array.from(indices, (i) => fontVector(this.fonts[Math.floor(i / FONT_LETTERS.length)]!));
    return { ...this.letters.gather(indices), attributes: tf.tensor2d(attributes) };
  }

  /** Every image in its order. */
  tensors(): FontBatch {
    return this.gather(Array.from({ length: this.size }, (_, i) => i));
  }

  /** The same images, whose batches hold their pixels so; shares the bytes. */
  withPixels(pixels: LabelledImagesOptions['pixels']): FontSet {
    return new FontSet(this.letters.withPixels(pixels), this.fonts);
  }
}

/** A line of fonts.json; its fonts are rows of the sheet, in this order. */
interface Family extends Pick<Font, 'family' | 'design' | 'serif'> {
  /** by whom, and the npm package: for whoever reads the file */
  copyright: string;
  package: string;
  fonts: Pick<Font, 'weight' | 'width' | 'slant'>[];
}

const read = (file: keyof typeof FILES) => readPackaged(`fonts/${file}`, FILES[file]);

/**
 * FONT-26: the capitals A to Z in 195 fonts of 67 families with and without serifs, from Google Fonts, all under the SIL
 * Open Font License 1.1. 32x32 grey, the letter 255 on 0, smooth edges. Batches are x [B, 32, 32, 1] in [-1, 1], the
 * letter y [B], 0 .. 25, and the font's attributes [B, 4].
 *
 * In one font all letters have one scale and one baseline: an H is 18 pixels high and stands in the middle, unless the
 * font's widest letter would then be wider than 30 pixels, or its longest tail end beyond the last but one row; from left
 * to right each letter is in the middle.
 *
 * Training and test set share no design: the condensed fonts of a family go where the others go.
 * @throws Error when a file of the package is missing or damaged
 */
export async function fonts({ split }: { split: Split }): Promise<FontSet> {
  const [sheet, list] = await Promise.all([read('fonts.png'), read('fonts.json')]);
  const families = JSON.parse(Buffer.from(list).toString('utf8')) as Family[];
  const all = families.flatMap(({ family, design, serif, fonts }) =>
    fonts.map((font): Font => ({ family, design, ...font, serif })),
  );
  const n = FONT_LETTERS.length;
  const images = cutSheet(readPNG(sheet, 'fonts.png'), SIDE, n * all.length).filter((_, i) => i % 3 === 0); // grey
  const labels = Uint8Array.from({ length: n * all.length }, (_, i) => i % n);
  const letters = new LabelledImages({
    name: `FONT-26 ${split}`,
    images,
    labels,
    shape: [SIDE, SIDE, 1],
    pixels: 'signed',
  });
  const ours = all.map(({ design }) => hashedSplit(design, TEST) === split);
  const chosen = Array.from(labels.keys()).filter((i) => ours[Math.floor(i / n)]!);
  return new FontSet(
    letters.subset(chosen),
    all.filter((_, i) => ours[i]!),
  );
}
