import { tf } from 'saddlepoint';
import { exercise, expectClose } from 'saddlepoint-course';
import { wave } from './11-dcgan.shared';

type BatchNormalization = {
  batchNormalization: (h: tf.Tensor4D, gamma: tf.Tensor1D, beta: tf.Tensor1D, epsilon: number) => tf.Tensor4D;
};

/** Subtracting means costs float32 a digit. */
const TOLERANCE = { absolute: 1e-4 };

/** One channel: two images of one row and two pixels each. */
const pixels = (...values: [number, number, number, number]): tf.Tensor4D => tf.tensor4d(values, [2, 1, 2, 1]);
/** Two channels of very different means, and a second image that is a little brighter than the first. */
const batch = (): tf.Tensor4D =>
  tf.tensor4d(
    wave(24).map((v, i) => 3 * v + (i % 2 === 0 ? 5 : -1) + (i < 12 ? 1 : 0)),
    [2, 2, 3, 2],
  );
const perChannel = tf.tensor1d;

/** (h - mean) / root of the variance over `axes`, and what people do to it. */
const standardise =
  (axes: number[], scale: (variance: tf.Tensor, epsilon: number) => tf.Tensor, affine = true) =>
  (h: tf.Tensor4D, gamma: tf.Tensor1D, beta: tf.Tensor1D, epsilon: number): tf.Tensor4D => {
    const { mean, variance } = tf.moments(h, axes, true);
    const standard = h.sub(mean).div(scale(variance, epsilon));
    return affine ? standard.mul(gamma).add(beta) : (standard as tf.Tensor4D);
  };
const root = (variance: tf.Tensor, epsilon: number): tf.Tensor => tf.sqrt(variance.add(epsilon));

export const batchNormalization = exercise<BatchNormalization>({
  id: '11.3',
  title: 'Batch normalisation, forward',
  points: 3,
  tests: [
    {
      name: 'worked by hand: two images of two pixels, -1, 1 and 3, 5, with ε = 4',
      run: async (student) => {
        // mean 2, variance (9 + 1 + 1 + 9) / 4 = 5, so the divisor is sqrt(5 + 4) = 3
        const out = await student.batchNormalization(pixels(-1, 1, 3, 5), perChannel([1]), perChannel([0]), 4);
        await expectClose(out, pixels(-1, -1 / 3, 1 / 3, 1));
      },
    },
    {
      name: 'every channel leaves with mean β and standard deviation γ',
      run: async (student) => {
        const [gamma, beta] = [perChannel([2, 0.5]), perChannel([10, -3])];
        const out = await student.batchNormalization(batch(), gamma, beta, 0);
        await expectClose(tf.mean(out, [0, 1, 2]), beta, TOLERANCE);
        await expectClose(tf.sqrt(tf.moments(out, [0, 1, 2]).variance), gamma, TOLERANCE);
      },
    },
    {
      name: 'a channel that never varies becomes β',
      run: async (student) => {
        const out = await student.batchNormalization(pixels(7, 7, 7, 7), perChannel([3]), perChannel([-2]), 1e-3);
        await expectClose(out, pixels(-2, -2, -2, -2));
      },
    },
    {
      name: 'one mean and one variance for all images and positions',
      hidden: true,
      run: async (student) => {
        const out = await student.batchNormalization(pixels(0, 0, 0, 4), perChannel([1]), perChannel([0]), 0);
        const low = -1 / Math.sqrt(3);
        await expectClose(out, pixels(low, low, low, -3 * low));
      },
    },
    {
      name: 'shifting and scaling a channel changes nothing',
      hidden: true,
      run: async (student) => {
        const [gamma, beta] = [perChannel([1, 1]), perChannel([0, 0])];
        const moved = batch()
          .mul(perChannel([4, 0.5]))
          .add<tf.Tensor4D>(perChannel([-30, 2]));
        const out = await student.batchNormalization(moved, gamma, beta, 0);
        await expectClose(tf.mean(tf.square(out), [0, 1, 2]), perChannel([1, 1]), TOLERANCE);
        await expectClose(out, await student.batchNormalization(batch(), gamma, beta, 0), TOLERANCE);
      },
    },
  ],
  mistakes: [
    {
      name: 'the root is missing',
      hint: 'That divides by the variance. Dividing by its square root, the standard deviation, gives variance 1.',
      functions: { batchNormalization: standardise([0, 1, 2], (variance, epsilon) => variance.add(epsilon)) },
    },
    {
      name: 'ε outside the root',
      hint: 'ε is added to the variance, under the root: sqrt(variance + ε).',
      functions: { batchNormalization: standardise([0, 1, 2], (variance, epsilon) => tf.sqrt(variance).add(epsilon)) },
    },
    {
      name: 'the unbiased variance',
      hint: 'Batch normalisation divides the sum of squares by N = B·H·W, not by N - 1: it describes this batch, it does not estimate a population.',
      functions: {
        batchNormalization: (h, gamma, beta, epsilon) => {
          const n = h.size / h.shape[3];
          return standardise([0, 1, 2], (variance, e) => root(variance.mul(n / (n - 1)), e))(h, gamma, beta, epsilon);
        },
      },
    },
    {
      name: 'statistics over the batch only',
      hint: 'That gives every pixel position its own mean. In a convolutional layer a channel means the same everywhere, so its statistics run over batch, rows and columns: axes [0, 1, 2].',
      functions: { batchNormalization: standardise([0], root) },
    },
    {
      name: 'statistics of each image by itself',
      hint: 'That is instance normalisation. Batch normalisation averages over the batch, too: axes [0, 1, 2].',
      functions: { batchNormalization: standardise([1, 2], root) },
    },
    {
      name: 'statistics over the channels',
      hint: 'That mixes the channels. Each channel keeps its own mean and variance: axes [0, 1, 2], all but the last.',
      functions: { batchNormalization: standardise([3], root) },
    },
    {
      name: 'γ and β forgotten',
      hint: 'After standardising, the layer gives back a learned scale and shift: multiply by γ, add β.',
      functions: { batchNormalization: standardise([0, 1, 2], root, false) },
    },
  ],
  probe: (student) => student.batchNormalization(batch(), perChannel([2, 0.5]), perChannel([10, -3]), 0.5),
});
