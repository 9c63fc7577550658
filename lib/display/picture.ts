import { readFileSync, writeFileSync } from 'node:fs';
import type { Figure } from './figure';
import { frame } from './frame';

/** A picture in the PNG format, with the words that belong to it: they are drawn where a picture is shown. */
export interface Picture {
  readonly png: Buffer;
  /** pixels */
  readonly width: number;
  readonly height: number;
  readonly title?: string;
  /** words above parts of the picture, (x, y) their middle, in pixels from the upper left */
  readonly labels?: readonly { readonly x: number; readonly y: number; readonly text: string }[];
}

export const dataURI = (picture: Picture): string => `data:image/png;base64,${picture.png.toString('base64')}`;

/**
 * Writes the picture as a PNG file (without title and labels).
 * @throws Error where the file cannot be written
 */
export function savePicture(path: string, picture: Picture): void {
  writeFileSync(path, picture.png);
}

/**
 * A PNG file as a picture.
 * @throws Error where the file cannot be read or is not a PNG
 */
export function readPicture(path: string, title?: string): Picture {
  const png = readFileSync(path);
  if (png.toString('latin1', 1, 4) !== 'PNG') throw new Error(`readPicture: ${path} is not a PNG file`);
  // the width and height stand at fixed places of the header (PNG specification, 11.2.2)
  return { png, width: png.readUInt32BE(16), height: png.readUInt32BE(20), ...(title === undefined ? {} : { title }) };
}

/** Pixels that a picture takes in a grid of figures at most. */
const BESIDE_FIGURES = 380;

/** The picture as a figure without axes, to stand in a grid beside others. */
export function pictureFigure(picture: Picture): Figure {
  const { width: w, height: h, labels = [] } = picture;
  const hidden = { visible: false, showgrid: false };
  const place = { x: 0, y: h, sizex: w, sizey: h, xref: 'x', yref: 'y', sizing: 'stretch', layer: 'below' } as const;
  const x = { ...hidden, range: [0, w] } as const;
  const y = { ...hidden, range: [0, h], scaleanchor: 'x' } as const;
  const title = picture.title === undefined ? {} : { title: picture.title };
  const shrink = Math.min(1, BESIDE_FIGURES / Math.max(w, h));
  return frame([], { ...title, width: w * shrink + 88, height: h * shrink + 96 }, x, y, {
    images: [{ source: dataURI(picture), ...place }],
    annotations: labels.map((l) => ({
      text: l.text,
      x: l.x,
      y: h - l.y,
      xref: 'x',
      yref: 'y',
      showarrow: false,
      font: { size: 11 },
    })),
  });
}
