import { tf } from '../backend/tf';

/**
 * How slanted the strokes of images are, by their second moments: the slope sum m (x - x̄)(y - ȳ) / sum m (y - ȳ)^2 of
 * column on row, with a pixel's brightness as its mass m. 0 for upright, negative for digits that lean to the right (rows
 * count from the top).
 * @param images [N, H, W, C], brightness >= 0
 * @returns [N]; NaN for an image that is black, or has one row
 */
export async function slants(images: tf.Tensor4D): Promise<Float32Array> {
  const values = tf.tidy(() => {
    const [n, height, width] = images.shape;
    const mass = images.sum(3).div(images.sum([1, 2, 3]).reshape([n, 1, 1])); // [N, H, W]
    const row = tf.range(0, height).reshape([1, height, 1]);
    const column = tf.range(0, width).reshape([1, 1, width]);
    const from = (at: tf.Tensor) => at.sub(mass.mul(at).sum([1, 2]).reshape([n, 1, 1]));
    const [y, x] = [from(row), from(column)];
    const moment = (product: tf.Tensor) => mass.mul(product).sum([1, 2]);
    return moment(x.mul(y)).div(moment(y.square()));
  });
  const slopes = (await values.data()) as Float32Array;
  values.dispose();
  return slopes;
}
