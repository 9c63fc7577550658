import { PNG } from 'pngjs';

export interface RGBImage {
  readonly width: number;
  readonly height: number;
  /** bytes 0 .. 255, [height, width, 3] row-major */
  readonly rgb: Uint8Array;
}

/**
 * A PNG of any kind as RGB, laid on white where it is transparent.
 * @throws Error that names the file when the bytes are no whole PNG
 */
export function readPNG(bytes: Uint8Array, name: string): RGBImage {
  const { width, height, data } = decode(bytes, name);
  const rgb = new Uint8Array(width * height * 3);
  for (let i = 0, from = 0; i < rgb.length; from += 4) {
    const alpha = data[from + 3]! / 255;
    for (let c = 0; c < 3; c++) rgb[i++] = Math.round(255 + (data[from + c]! - 255) * alpha);
  }
  return { width, height, rgb };
}

function decode(bytes: Uint8Array, name: string): PNG {
  try {
    return PNG.sync.read(Buffer.from(bytes));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`${name} is no whole PNG (${why}): save it again as PNG, or take it away.`);
  }
}
