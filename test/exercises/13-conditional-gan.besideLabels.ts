import { tf } from 'saddlepoint';
import { exercise, expectClose } from 'saddlepoint-course';
import { oneHot, wave } from './13-conditional-gan.shared';

type BesideLabels = { besideLabels: (x: tf.Tensor4D, y: tf.Tensor2D) => tf.Tensor4D };

const images = (B: number, H: number, W: number, C: number): tf.Tensor4D =>
  tf.tensor4d(wave(B * H * W * C), [B, H, W, C]);
/** y spread over all pixels: [B, H, W, K] */
const maps = (y: tf.Tensor2D, [, H, W]: number[]): tf.Tensor4D =>
  tf.tile(y.reshape([y.shape[0], 1, 1, y.shape[1]]), [1, H!, W!, 1]) as tf.Tensor4D;
const right = (x: tf.Tensor4D, y: tf.Tensor2D): tf.Tensor4D => tf.concat([x, maps(y, x.shape)], 3);

export const besideLabels = exercise<BesideLabels>({
  id: '13.2',
  title: 'The label, beside every pixel',
  points: 3,
  tests: [
    {
      name: 'two images of 1×2 pixels, worked by hand',
      run: async (student) => {
        const out = await student.besideLabels(tf.tensor4d([5, 6, 7, 8], [2, 1, 2, 1]), oneHot([1, 0], 2));
        await expectClose(out, tf.tensor4d([5, 0, 1, 6, 0, 1, 7, 1, 0, 8, 1, 0], [2, 1, 2, 3]));
      },
    },
    {
      name: 'C + K channels: first those of the image, as they were',
      run: async (student) => {
        const x = images(2, 3, 4, 3);
        const out = await student.besideLabels(x, oneHot([4, 2], 5));
        await expectClose(out.shape, [2, 3, 4, 8]);
        await expectClose(out.slice([0, 0, 0, 0], [2, 3, 4, 3]), x);
      },
    },
    {
      name: 'every pixel of an image sees the label of that image',
      run: async (student) => {
        const y = oneHot([2, 0, 1], 3);
        const out = await student.besideLabels(images(3, 2, 2, 1), y);
        for (const pixel of [0, 1, 2, 3]) {
          const seen = out.slice([0, pixel >> 1, pixel & 1, 1], [3, 1, 1, 3]).reshape([3, 3]);
          await expectClose(seen, y);
        }
      },
    },
    {
      name: 'label vectors that are no one-hot vectors go through as they are',
      hidden: true,
      run: async (student) => {
        const y = tf.tensor2d([0.25, 0.75, 0, 0], [2, 2]);
        const x = images(2, 3, 2, 2);
        await expectClose(await student.besideLabels(x, y), right(x, y));
      },
    },
    {
      name: 'each number has its gradient: the maps hide nothing of x',
      hidden: true,
      run: async (student) => {
        const x = images(1, 2, 2, 1);
        const out = await student.besideLabels(x, oneHot([0], 3));
        await expectClose(tf.sum(out, 3).sub(1), x.squeeze([3]));
      },
    },
  ],
  mistakes: [
    {
      name: 'the maps come first',
      hint: 'Image first, label behind it: tf.concat([x, maps], 3). A network does not care, but whoever loads its weights does.',
      functions: { besideLabels: (x, y) => tf.concat([maps(y, x.shape), x], 3) },
    },
    {
      name: 'the labels of other images',
      hint: 'Your maps mix the examples: tile gives y over and over, and reshape then cuts it in the wrong places. First y.reshape([B, 1, 1, K]), then tile along H and W.',
      functions: {
        besideLabels: (x, y) => {
          const [B, H, W] = x.shape;
          const rows = tf.tile(y, [H * W, 1]).reshape<tf.Tensor4D>([B, H, W, y.shape[1]]);
          return tf.concat([x, rows], 3);
        },
      },
    },
    {
      name: 'one map with the number of the class',
      hint: 'A number says that class 9 is nine times class 1, and close to 8. One map for each class treats all alike.',
      functions: {
        besideLabels: (x, y) => {
          const number = tf.argMax(y, 1).toFloat().reshape<tf.Tensor2D>([-1, 1]);
          return right(x, number);
        },
      },
    },
    {
      name: 'the label only in the first pixel',
      hint: 'The convolution slides: away from the corner it would not know the label. Tile it over all rows and columns.',
      functions: {
        besideLabels: (x, y) => {
          const [, H, W] = x.shape;
          const corner = y.reshape<tf.Tensor4D>([y.shape[0], 1, 1, y.shape[1]]);
          const padded = tf.pad(corner, [[0, 0], [0, H - 1], [0, W - 1], [0, 0]]); // prettier-ignore
          return tf.concat([x, padded], 3);
        },
      },
    },
  ],
  probe: (student) => student.besideLabels(images(3, 2, 2, 2), oneHot([3, 0, 2], 4)),
});
