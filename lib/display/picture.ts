import { readFileSync, writeFileSync } from 'node:fs';
import { PNG } from 'pngjs';
import { tf } from '../backend/tf';
import type { Numbers } from './figure';

/** A picture in the PNG format, pixels wide and high. */
export interface Picture {
  readonly png: Buffer;
  readonly width: number;
  readonly height: number;
  /** what it shows, read where pictures are not */
  readonly title?: string;
}

export interface ImageGridOptions {
  /** images in a row; about as many as there are rows unless said */
  readonly columns?: number;
  /** whole number of screen pixels for one of the image's; 2 unless said */
  readonly scale?: number;
  /** values that are drawn black and white; [-1, 1] unless said. Bytes are always 0 to 255. */
  readonly range?: readonly [number, number];
  /** [height, width, channels] of images given as bytes; square and grey unless said */
  readonly shape?: readonly [number, number, 1 | 3];
  readonly title?: string;
}

/** Pixels between images, light grey. */
const GAP = 2;
const BETWEEN = 0xdd;
/** A value that is not a number is shown in this colour, so that nobody takes it for black. */
const NOT_A_NUMBER = [0xd5, 0x5e, 0x00] as const;

/**
 * Images side by side as one picture, each pixel drawn `scale` x `scale`, from the upper left in rows.
 * The tensor is read asynchronously and not disposed of; no tensor is made.
 * @param images tensor [B, H, W, 1 or 3] with values in `range`, or a list of B byte arrays of H * W * channels
 * @throws Error where the shape is another, there are no images, or an option is out of its range
 */
export async function imageGrid(
  images: tf.Tensor4D | readonly Uint8Array[],
  options: ImageGridOptions = {},
): Promise<Picture> {
  const { shape, values, range } =
    images instanceof tf.Tensor ? await fromTensor(images, options) : fromBytes(images, options);
  const [count, height, width, channels] = shape;
  const scale = options.scale ?? 2;
  const columns = options.columns ?? Math.ceil(Math.sqrt(count));
  for (const [name, v] of Object.entries({ scale, columns })) {
    if (!Number.isInteger(v) || v < 1) throw new Error(`imageGrid: ${name} is ${v}: expected a whole number from 1`);
  }
  const lines = Math.ceil(count / columns);
  const [cellWidth, cellHeight] = [width * scale + GAP, height * scale + GAP];
  const png = new PNG({ width: columns * cellWidth - GAP, height: lines * cellHeight - GAP });
  png.data.fill(BETWEEN);
  const paint = { values, height, width, channels, scale, from: range[0], gain: 255 / (range[1] - range[0]) };
  for (let i = 0; i < count; i++) {
    paintImage(png, paint, i, (i % columns) * cellWidth, Math.floor(i / columns) * cellHeight);
  }
  for (let a = 3; a < png.data.length; a += 4) png.data[a] = 0xff;
  return encode(png, options.title);
}

interface Images {
  readonly shape: readonly [number, number, number, number];
  readonly values: Numbers;
  readonly range: readonly [number, number];
}

async function fromTensor(images: tf.Tensor4D, { range = [-1, 1] }: ImageGridOptions): Promise<Images> {
  const shape: readonly number[] = images.shape; // a caller's cast may have hidden another rank
  if (shape.length !== 4 || (shape[3] !== 1 && shape[3] !== 3) || shape[0] === 0) {
    throw new Error(`imageGrid: a tensor of shape [${shape}]: expected [images, height, width, 1 or 3]`);
  }
  if (!(range[1] > range[0]))
    throw new Error(`imageGrid: range is [${range}]: expected [black, white], for example [0, 1]`);
  return { shape: images.shape, values: await images.data(), range };
}

function fromBytes(images: readonly Uint8Array[], options: ImageGridOptions): Images {
  const first = images[0];
  if (!first) throw new Error('imageGrid: there are no images: expected at least one');
  const side = Math.sqrt(first.length);
  const [height, width, channels] = options.shape ?? [side, side, 1];
  const size = height * width * channels;
  const wrong = images.findIndex((image) => image.length !== size);
  if (!Number.isInteger(height) || wrong >= 0) {
    const index = Math.max(0, wrong);
    throw new Error(
      `imageGrid: image ${index} has ${images[index]!.length} bytes: expected ` +
        (options.shape
          ? `${size} = ${options.shape.join(' x ')}`
          : 'a square grey image; give shape: [height, width, channels]'),
    );
  }
  const values = new Uint8Array(images.length * size);
  images.forEach((image, i) => {
    values.set(image, i * size);
  });
  return { shape: [images.length, height, width, channels], values, range: [0, 255] };
}

interface Paint {
  readonly values: Numbers;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly scale: number;
  readonly from: number;
  readonly gain: number;
}

/** Draws image i with its upper left corner at (left, top). */
function paintImage(png: PNG, p: Paint, i: number, left: number, top: number): void {
  for (let y = 0; y < p.height * p.scale; y++) {
    const row = (i * p.height + Math.floor(y / p.scale)) * p.width;
    let out = ((top + y) * png.width + left) * 4;
    for (let x = 0; x < p.width * p.scale; x++, out += 4) {
      const at = (row + Math.floor(x / p.scale)) * p.channels;
      for (let c = 0; c < 3; c++) {
        const value = p.values[p.channels === 3 ? at + c : at]!;
        png.data[out + c] = Number.isNaN(value) ? NOT_A_NUMBER[c]! : level((value - p.from) * p.gain);
      }
    }
  }
}

const level = (v: number): number => Math.max(0, Math.min(255, Math.round(v)));

/** The pixels as a PNG file, without the alpha channel, and grey where every pixel is. */
function encode(png: PNG, title?: string): Picture {
  let grey = true;
  for (let i = 0; grey && i < png.data.length; i += 4) {
    grey = png.data[i] === png.data[i + 1] && png.data[i] === png.data[i + 2];
  }
  const file = PNG.sync.write(png, { colorType: grey ? 0 : 2, inputHasAlpha: true });
  return { png: file, width: png.width, height: png.height, ...(title === undefined ? {} : { title }) };
}

/** Writes the picture as a PNG file. */
export function savePicture(path: string, picture: Picture): void {
  writeFileSync(path, picture.png);
}

/**
 * A PNG file as a picture.
 * @throws Error where the file is not a PNG
 */
export function readPicture(path: string, title?: string): Picture {
  const png = readFileSync(path);
  if (png.length < 24 || png.toString('latin1', 1, 4) !== 'PNG') throw new Error(`${path} is not a PNG picture`);
  return { png, width: png.readUInt32BE(16), height: png.readUInt32BE(20), ...(title === undefined ? {} : { title }) };
}
