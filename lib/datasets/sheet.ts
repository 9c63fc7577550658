import type { RGBImage } from './png';

/**
 * The first pictures of a sheet of square ones without gaps, row by row from the upper left: RGB bytes
 * [count, side, side, 3].
 * @param side of a picture, in pixels; the sheet's width is a multiple of it
 */
export function cutSheet({ width, rgb }: RGBImage, side: number, count: number): Uint8Array {
  const columns = width / side;
  const row = side * 3;
  const images = new Uint8Array(count * side * row);
  for (let line = 0; line < count * side; line++) {
    const [i, y] = [Math.floor(line / side), line % side];
    const from = ((Math.floor(i / columns) * side + y) * width + (i % columns) * side) * 3;
    images.set(rgb.subarray(from, from + row), line * row);
  }
  return images;
}
