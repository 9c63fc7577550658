import { tf } from '../backend/tf';
import type { Dataset } from './dataset';

/**
 * Images of grey values as binary ones, drawn anew each time that they are handed out: a pixel is 1 with the probability
 * that is its brightness (Burda, Grosse, Salakhutdinov 2016, arXiv:1509.00519, section 5). A model that sees other bits
 * every epoch cannot learn them by heart; measure it on fixed ones, such as mnistB's.
 * @param images batches [B, H, W, C] in [-1, 1]
 * @returns batches of the same shape in {0, 1}
 */
export const resampled = (images: Dataset<tf.Tensor4D>): Dataset<tf.Tensor4D> => ({
  name: `${images.name}, resampled`,
  size: images.size,
  batches(batchSize) {
    const grey = images.batches(batchSize);
    return {
      *[Symbol.iterator]() {
        for (const x of grey) {
          yield tf.tidy(() => tf.randomUniform<tf.Rank.R4>(x.shape, -1, 1).less<tf.Tensor4D>(x).toFloat());
          x.dispose();
        }
      },
    };
  },
});
