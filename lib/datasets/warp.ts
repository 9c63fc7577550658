/** Where a pixel (column x, row y) of the new image comes from: (a x + b y + c, d x + e y + f). */
export type AffineMap = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/**
 * An image seen through an affine map, bilinear between pixels.
 * @param image bytes [H, W, C]
 * @param background the byte that lies outside
 * @returns bytes [H, W, C]
 * @throws RangeError when the image has another number of bytes than H W C
 */
export function warped(
  image: Uint8Array,
  [height, width, channels]: readonly [number, number, number],
  [a, b, c, d, e, f]: AffineMap,
  background: number,
): Uint8Array {
  const size = height * width * channels;
  if (image.length !== size)
    throw new RangeError(`warped: ${image.length} bytes; an image of ${height}x${width}x${channels} has ${size}.`);
  const at = (x: number, y: number, channel: number) =>
    x < 0 || y < 0 || x >= width || y >= height ? background : image[(y * width + x) * channels + channel]!;
  const out = new Uint8Array(size);
  for (let row = 0, to = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const [x, y] = [a * column + b * row + c, d * column + e * row + f];
      const [left, upper] = [Math.floor(x), Math.floor(y)];
      const [right, lower] = [x - left, y - upper];
      for (let k = 0; k < channels; k++) {
        const above = (1 - right) * at(left, upper, k) + right * at(left + 1, upper, k);
        const below = (1 - right) * at(left, upper + 1, k) + right * at(left + 1, upper + 1, k);
        out[to++] = Math.round((1 - lower) * above + lower * below);
      }
    }
  }
  return out;
}
