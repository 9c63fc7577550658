import { tf } from 'saddlepoint';
import { exercise, expectClose } from 'saddlepoint-course';
import { oneHot, wave } from './13-conditional-gan.shared';

type ConditionalBatchNorm = {
  conditionalBatchNorm: (
    h: tf.Tensor4D,
    gammas: tf.Tensor2D,
    betas: tf.Tensor2D,
    y: tf.Tensor2D,
    epsilon: number,
  ) => tf.Tensor4D;
};

/** Subtracting means costs float32 a digit. */
const TOLERANCE = { absolute: 1e-4 };

const batch = (): tf.Tensor4D =>
  tf.tensor4d(
    wave(48).map((v, i) => 3 * v + (i % 2 === 0 ? 5 : -1) + (i < 24 ? 1 : 0)),
    [4, 2, 3, 2],
  );
const labels = (): tf.Tensor2D => oneHot([2, 0, 2, 0], 3);
const table = (phase: number): tf.Tensor2D => tf.tensor2d(wave(6, phase), [3, 2]);
const same = (a: number, b: number): tf.Tensor2D => tf.tensor2d([a, b, a, b, a, b], [3, 2]);

const perImage = (weights: tf.Tensor2D, y: tf.Tensor2D): tf.Tensor4D =>
  tf.matMul(y, weights).reshape([y.shape[0], 1, 1, weights.shape[1]]);
const standard = (h: tf.Tensor4D, epsilon: number, axes = [0, 1, 2]): tf.Tensor4D => {
  const { mean, variance } = tf.moments(h, axes, true);
  return h.sub(mean).div(tf.sqrt(variance.add(epsilon)));
};
const right: ConditionalBatchNorm['conditionalBatchNorm'] = (h, gammas, betas, y, epsilon) =>
  standard(h, epsilon).mul(perImage(gammas, y)).add(perImage(betas, y));

/** Each class standardised by its own images: the order of the batch is kept. */
const classByClass: ConditionalBatchNorm['conditionalBatchNorm'] = (h, gammas, betas, y, epsilon) => {
  const classes = Array.from({ length: y.shape[1] }, (_, k) => {
    const member = y.slice([0, k], [-1, 1]).reshape([-1, 1, 1, 1]);
    const count = member.sum().mul(h.shape[1] * h.shape[2]).maximum(1e-9); // prettier-ignore
    const mean = h.mul(member).sum([0, 1, 2]).div(count);
    const variance = h.sub(mean).square().mul(member).sum([0, 1, 2]).div(count);
    return h.sub(mean).div(tf.sqrt(variance.add(epsilon))).mul(member); // prettier-ignore
  });
  return tf.addN(classes).mul(perImage(gammas, y)).add<tf.Tensor4D>(perImage(betas, y));
};

export const conditionalBatchNorm = exercise<ConditionalBatchNorm>({
  id: '13.3',
  title: 'Conditional batch normalisation',
  points: 3,
  tests: [
    {
      name: 'worked by hand: four images of one pixel, -1, 1, 3, 5, with ε = 4',
      run: async (student) => {
        // mean 2, variance (9 + 1 + 1 + 9) / 4 = 5, so the divisor is sqrt(5 + 4) = 3
        const h = tf.tensor4d([-1, 1, 3, 5], [4, 1, 1, 1]);
        const [gammas, betas] = [tf.tensor2d([3, 30], [2, 1]), tf.tensor2d([0, 100], [2, 1])];
        const out = await student.conditionalBatchNorm(h, gammas, betas, oneHot([0, 1, 0, 1], 2), 4);
        await expectClose(out, tf.tensor4d([-3, 90, 1, 130], [4, 1, 1, 1]));
      },
    },
    {
      name: 'with the same γ and β for all classes it is batch normalisation: mean β, standard deviation γ',
      run: async (student) => {
        const out = await student.conditionalBatchNorm(batch(), same(2, 0.5), same(10, -3), labels(), 0);
        await expectClose(tf.mean(out, [0, 1, 2]), tf.tensor1d([10, -3]), TOLERANCE);
        await expectClose(tf.sqrt(tf.moments(out, [0, 1, 2]).variance), tf.tensor1d([2, 0.5]), TOLERANCE);
      },
    },
    {
      name: "each image gets its class's affine map of what all share",
      run: async (student) => {
        const [h, gammas, betas, y] = [batch(), table(2), table(3), labels()];
        await expectClose(
          await student.conditionalBatchNorm(h, gammas, betas, y, 1e-5),
          right(h, gammas, betas, y, 1e-5),
          TOLERANCE,
        );
      },
    },
    {
      name: 'the rows of classes that are not in the batch do nothing',
      hidden: true,
      run: async (student) => {
        const huge = (weights: tf.Tensor2D): tf.Tensor2D => weights.mul(tf.tensor2d([1, 1e4, 1], [3, 1]));
        const [h, y] = [batch(), labels()];
        const out = await student.conditionalBatchNorm(h, huge(table(2)), huge(table(3)), y, 1e-5);
        await expectClose(out, right(h, table(2), table(3), y, 1e-5), TOLERANCE);
      },
    },
    {
      name: 'a class does not lose its own mean: images of another class move it',
      hidden: true,
      run: async (student) => {
        const h = tf.tensor4d([0, 0, 2, 2], [4, 1, 1, 1]);
        const ones = tf.ones<tf.Rank.R2>([2, 1]);
        const out = await student.conditionalBatchNorm(h, ones, tf.zerosLike(ones), oneHot([0, 0, 1, 1], 2), 0);
        await expectClose(out, tf.tensor4d([-1, -1, 1, 1], [4, 1, 1, 1]));
      },
    },
  ],
  mistakes: [
    {
      name: 'each class has its own mean and variance',
      hint: 'Only γ and β belong to the class. Mean and variance are those of the whole batch, or the classes would lose what tells them apart.',
      functions: { conditionalBatchNorm: classByClass },
    },
    {
      name: 'γ and β exchanged',
      hint: 'γ scales, β shifts: multiply by the rows of gammas, add those of betas.',
      functions: { conditionalBatchNorm: (h, gammas, betas, y, epsilon) => right(h, betas, gammas, y, epsilon) },
    },
    {
      name: "the batch's mean γ and β",
      hint: 'Every image has its own label, so its own row: matMul(y, gammas) is [B, C]; reshape it to [B, 1, 1, C], do not average over the batch.',
      functions: {
        conditionalBatchNorm: (h, gammas, betas, y, epsilon) => {
          const shared = (weights: tf.Tensor2D) => perImage(weights, y).mean(0, true);
          return standard(h, epsilon).mul(shared(gammas)).add(shared(betas));
        },
      },
    },
    {
      name: 'the root is missing',
      hint: 'That divides by the variance. Divide by its square root, sqrt(variance + ε).',
      functions: {
        conditionalBatchNorm: (h, gammas, betas, y, epsilon) => {
          const { mean, variance } = tf.moments(h, [0, 1, 2]);
          return h.sub(mean).div(variance.add(epsilon)).mul(perImage(gammas, y)).add(perImage(betas, y));
        },
      },
    },
    {
      name: 'statistics of each image by itself',
      hint: 'That is instance normalisation. The statistics run over the batch, too: axes [0, 1, 2].',
      functions: {
        conditionalBatchNorm: (h, gammas, betas, y, epsilon) =>
          standard(h, epsilon, [1, 2]).mul(perImage(gammas, y)).add(perImage(betas, y)),
      },
    },
  ],
  probe: (student) => student.conditionalBatchNorm(batch(), table(2), table(3), labels(), 0.5),
});
