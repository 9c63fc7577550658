import { PNG } from 'pngjs';
import { tf } from '../backend/tf';
import type { Picture } from './picture';
import type { Numbers } from './traces';

export interface ImageGridOptions {
  /** images in a row; about as many as there are rows unless said */
  readonly columns?: number;
  /** pixels of the picture, across and down, for one pixel of an image: a whole number; 2 unless said */
  readonly scale?: number;
  /** the values that are drawn black and white; [-1, 1] unless said. Bytes are always 0 to 255. */
  readonly range?: readonly [number, number];
  /** [height, width, channels] of images given as bytes; square and grey unless said */
  readonly shape?: readonly [number, number, 1 | 3];
  /** one for each image, drawn above it */
  readonly labels?: readonly (string | number)[];
  readonly title?: string;
}

/** Pixels between images, and for a label above one. */
const GAP = 2;
const LABEL = 15;
const PAPER = 0xff;
/** A value that is not a number is shown in this colour, so that nobody takes it for black. */
const NOT_A_NUMBER = [0xd5, 0x5e, 0x00] as const;

/**
 * Images side by side as one picture, in rows from the upper left, each pixel drawn as a square. Values outside the
 * range are drawn as its ends, NaN in orange. The tensor is read asynchronously and not disposed of; none is made.
 * @param images tensor [B, H, W, 1 or 3] with values in `range`, or B arrays of H * W * channels bytes
 * @throws Error where the shape is another, there are no images, or an option is out of its range
 */
export async function imageGrid(
  images: tf.Tensor4D | readonly Uint8Array[],
  options: ImageGridOptions = {},
): Promise<Picture> {
  const set = images instanceof tf.Tensor ? await fromTensor(images, options) : fromBytes(images, options);
  const { scale = 2, columns = Math.ceil(Math.sqrt(set.count)), labels, title } = options;
  for (const [name, v] of Object.entries({ scale, columns })) {
    if (!Number.isInteger(v) || v < 1) throw new Error(`imageGrid: ${name} is ${v}: expected a whole number from 1`);
  }
  if (labels && labels.length !== set.count) {
    throw new Error(`imageGrid: ${labels.length} labels for ${set.count} images: expected one for each`);
  }
  const above = labels ? LABEL : 0;
  const [across, down] = [set.width * scale + GAP, set.height * scale + GAP + above];
  const lines = Math.ceil(set.count / columns);
  const canvas = blank(Math.min(columns, set.count) * across - GAP, lines * down - GAP, colours(set));
  const corner = (i: number): [number, number] => [(i % columns) * across, Math.floor(i / columns) * down + above];
  for (let i = 0; i < set.count; i++) draw(canvas, set, scale, i, ...corner(i));
  const words = labels?.map((text, i) => {
    const [x, y] = corner(i);
    return { text: String(text), x: x + (set.width * scale) / 2, y: y - LABEL / 2 };
  });
  const { width, height } = canvas;
  const said = { ...(title === undefined ? {} : { title }), ...(words ? { labels: words } : {}) };
  return { png: encode(canvas), width, height, ...said };
}

interface ImageSet {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** [count, height, width, channels] */
  readonly values: Numbers;
  readonly black: number;
  readonly white: number;
}

async function fromTensor(images: tf.Tensor4D, { range = [-1, 1] }: ImageGridOptions): Promise<ImageSet> {
  const shape: readonly number[] = images.shape; // whose rank a caller's cast may have hidden
  const [count = 0, height = 0, width = 0, channels = 0] = shape;
  if (shape.length !== 4 || count === 0 || (channels !== 1 && channels !== 3)) {
    throw new Error(`imageGrid: a tensor of shape [${shape}]: expected [images, height, width, 1 or 3]`);
  }
  const [black, white] = range;
  if (!(white > black)) throw new Error(`imageGrid: range is [${range}]: expected [black, white], for example [0, 1]`);
  return { count, height, width, channels, values: await images.data(), black, white };
}

function fromBytes(images: readonly Uint8Array[], options: ImageGridOptions): ImageSet {
  const first = images[0];
  if (!first) throw new Error('imageGrid: there are no images: expected at least one');
  const side = Math.sqrt(first.length);
  const [height, width, channels] = options.shape ?? [side, side, 1];
  const size = height * width * channels;
  const wrong = Number.isInteger(side) || options.shape ? images.findIndex((image) => image.length !== size) : 0;
  if (wrong >= 0) {
    const expected = options.shape
      ? `${size} = ${options.shape.join(' x ')}`
      : 'as many as a square, or shape: [height, width, channels]';
    throw new Error(`imageGrid: image ${wrong} has ${images[wrong]!.length} bytes: expected ${expected}`);
  }
  const values = new Uint8Array(images.length * size);
  images.forEach((image, i) => {
    values.set(image, i * size);
  });
  return { count: images.length, height, width, channels, values, black: 0, white: 255 };
}

interface Canvas {
  readonly width: number;
  readonly height: number;
  /** bytes of a pixel: grey, or red, green and blue */
  readonly channels: 1 | 3;
  readonly data: Buffer;
}

const blank = (width: number, height: number, channels: 1 | 3): Canvas => ({
  width,
  height,
  channels,
  data: Buffer.alloc(width * height * channels, PAPER),
});

/** Grey images make a grey picture, a quarter as large, unless something in them is not a number. */
const colours = ({ channels, values }: ImageSet): 1 | 3 =>
  channels === 3 || Array.prototype.some.call(values, Number.isNaN) ? 3 : 1;

/** Draws image i with its upper left corner at (left, top). */
function draw(canvas: Canvas, s: ImageSet, scale: number, i: number, left: number, top: number): void {
  const gain = 255 / (s.white - s.black);
  for (let y = 0; y < s.height * scale; y++) {
    const row = (i * s.height + Math.floor(y / scale)) * s.width;
    let out = ((top + y) * canvas.width + left) * canvas.channels;
    for (let x = 0; x < s.width * scale; x++) {
      const at = (row + Math.floor(x / scale)) * s.channels;
      for (let c = 0; c < canvas.channels; c++) {
        const value = s.values[s.channels === 3 ? at + c : at]!;
        canvas.data[out++] = Number.isNaN(value) ? NOT_A_NUMBER[c]! : level((value - s.black) * gain);
      }
    }
  }
}

const level = (v: number): number => Math.max(0, Math.min(255, Math.round(v)));

/** No filter and zlib's usual level: as small as any other choice for squares of one colour, and drawn in half the time. */
function encode({ width, height, channels, data }: Canvas): Buffer {
  const colorType = channels === 3 ? 2 : 0;
  const png = Object.assign(new PNG({ width, height }), { data });
  return PNG.sync.write(png, {
    colorType,
    inputColorType: colorType,
    inputHasAlpha: false,
    filterType: 0,
    deflateLevel: 6,
    deflateStrategy: 0,
  });
}
