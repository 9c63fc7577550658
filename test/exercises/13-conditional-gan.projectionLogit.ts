import { tf } from 'saddlepoint';
import { exercise, expectClose } from 'saddlepoint-course';
import { oneHot, wave } from './13-conditional-gan.shared';

type Arguments = [phi: tf.Tensor2D, y: tf.Tensor2D, V: tf.Tensor2D, w: tf.Tensor2D, b: number];
type ProjectionLogit = { projectionLogit: (...given: Arguments) => tf.Tensor2D };

const [B, F, K] = [3, 4, 2];
const matrix = (rows: number, columns: number, phase: number): tf.Tensor2D =>
  tf.tensor2d(wave(rows * columns, phase), [rows, columns]);
const given = (labels = [1, 0, 1]): Arguments => [
  matrix(B, F, 1),
  oneHot(labels, K),
  matrix(K, F, 2),
  matrix(F, 1, 3),
  0.7,
];

const unconditional = (phi: tf.Tensor2D, w: tf.Tensor2D, b: number): tf.Tensor2D => tf.matMul(phi, w).add(b);
const fit = (phi: tf.Tensor2D, y: tf.Tensor2D, V: tf.Tensor2D): tf.Tensor2D =>
  phi.mul(tf.matMul(y, V)).sum<tf.Tensor2D>(1, true);
const right = (...[phi, y, V, w, b]: Arguments): tf.Tensor2D => unconditional(phi, w, b).add(fit(phi, y, V));

export const projectionLogit = exercise<ProjectionLogit>({
  id: '13.4',
  title: "The projection discriminator's logit",
  points: 3,
  tests: [
    {
      name: 'worked by hand: features (1, 2), V = (10, 20; 30, 40), w = (100, 1000), b = 0.5',
      run: async (student) => {
        const out = await student.projectionLogit(
          tf.tensor2d([1, 2, 1, 2], [2, 2]),
          oneHot([0, 1], 2),
          tf.tensor2d([10, 20, 30, 40], [2, 2]),
          tf.tensor2d([100, 1000], [2, 1]),
          0.5,
        );
        await expectClose(out, tf.tensor2d([2150.5, 2210.5], [2, 1]));
      },
    },
    {
      name: 'three images with four features',
      run: async (student) => {
        await expectClose(await student.projectionLogit(...given()), right(...given()));
      },
    },
    {
      name: 'with y = 0, no label, it is the logit of a judge of images alone',
      run: async (student) => {
        const [phi, , V, w, b] = given();
        const out = await student.projectionLogit(phi, tf.zeros([B, K]), V, w, b);
        await expectClose(out, unconditional(phi, w, b));
      },
    },
    {
      name: 'the difference between two labels is (V_1 - V_0) · φ',
      hidden: true,
      run: async (student) => {
        const [phi, , V] = given();
        const of = (label: number) => student.projectionLogit(...given([label, label, label]));
        const rows = V.slice([1, 0], [1, F]).sub(V.slice([0, 0], [1, F]));
        await expectClose(tf.sub(await of(1), await of(0)), phi.mul(rows).sum(1, true));
      },
    },
    {
      name: 'a batch of one is judged as in company',
      hidden: true,
      run: async (student) => {
        const [phi, y, V, w, b] = given();
        const first = (t: tf.Tensor2D): tf.Tensor2D => t.slice([0, 0], [1, -1]);
        await expectClose(await student.projectionLogit(first(phi), first(y), V, w, b), first(right(...given())));
      },
    },
  ],
  mistakes: [
    {
      name: 'only the label term',
      hint: 'The judge must still ask whether the image looks real at all: add φ·w + b.',
      functions: { projectionLogit: (phi, y, V) => fit(phi, y, V) },
    },
    {
      name: 'the rows of all labels',
      hint: 'That adds up the rows of all classes, whatever the label: y must choose its row, matMul(y, V).',
      functions: {
        projectionLogit: (phi, y, V, w, b) => unconditional(phi, w, b).add(fit(phi, tf.onesLike(y), V)),
      },
    },
    {
      name: 'the mean over the features',
      hint: 'An inner product is a sum over the features, not their mean.',
      functions: {
        projectionLogit: (phi, y, V, w, b) => unconditional(phi, w, b).add(fit(phi, y, V).div(phi.shape[1])),
      },
    },
    {
      name: "every image with every other image's label",
      hint: 'matMul(φ, (yV)ᵀ) is [B, B]: each image with each label of the batch. Each image goes with its own: multiply element by element, then sum over axis 1.',
      functions: {
        projectionLogit: (phi, y, V, w, b) => {
          const all = tf.matMul(phi, tf.matMul(y, V), false, true).sum(1, true);
          return unconditional(phi, w, b).add(all);
        },
      },
    },
    {
      name: 'the bias is left out',
      hint: 'b is there to say how likely a real image is before anything was looked at: add it.',
      functions: { projectionLogit: (phi, y, V, w) => unconditional(phi, w, 0).add(fit(phi, y, V)) },
    },
  ],
  probe: (student) => student.projectionLogit(...given()),
});
