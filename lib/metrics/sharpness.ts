import { tf } from '../backend/tf';

/**
 * How strongly neighbouring pixels differ: the mean |difference| to the neighbour on the right and to the one below. A
 * blurred image has less of it, an image with noise in it more.
 * @param images [B, H, W, C] with H, W >= 2, in any units
 * @returns scalar, in the units of the pixels
 */
export const sharpness = (images: tf.Tensor4D): tf.Scalar =>
  tf.tidy(() => {
    const [B, H, W, C] = images.shape;
    const right = images.slice([0, 0, 1, 0]).sub(images.slice([0, 0, 0, 0], [B, H, W - 1, C]));
    const below = images.slice([0, 1, 0, 0]).sub(images.slice([0, 0, 0, 0], [B, H - 1, W, C]));
    return right.abs().mean<tf.Scalar>().add(below.abs().mean()).div(2);
  });
