import { tf } from 'saddlepoint';
import { exercise, expectClose } from 'saddlepoint-course';
import { wave } from './23-cyclegan.shared';

type CycleLoss = { cycleLoss: (x: tf.Tensor4D, y: tf.Tensor4D, backX: tf.Tensor4D, backY: tf.Tensor4D) => tf.Scalar };

const images = (n: number, phase: number): tf.Tensor4D => tf.tensor4d(wave(n * 4, phase), [n, 2, 2, 1]);
const x = () => images(2, 1);
const y = () => images(3, 2);
const absolute = (a: tf.Tensor, b: tf.Tensor): tf.Scalar => a.sub(b).abs().mean();
const right: CycleLoss['cycleLoss'] = (a, b, backA, backB) => absolute(backA, a).add(absolute(backB, b));

export const cycleLoss = exercise<CycleLoss>({
  id: '23.3',
  title: 'Cycle consistency',
  points: 3,
  tests: [
    {
      name: 'zero when both come back as they were',
      run: async (student) => {
        await expectClose(await student.cycleLoss(x(), y(), x(), y()), tf.scalar(0));
      },
    },
    {
      name: 'x comes back 0.5 too bright: 0.5; y comes back 0.25 too dark as well: 0.75',
      run: async (student) => {
        await expectClose(await student.cycleLoss(x(), y(), x().add(0.5), y()), tf.scalar(0.5));
        await expectClose(await student.cycleLoss(x(), y(), x().add(0.5), y().sub(0.25)), tf.scalar(0.75));
      },
    },
    {
      name: 'errors of opposite sign do not cancel',
      run: async (student) => {
        const signs = tf.tensor4d([1, -1, 1, -1], [1, 2, 2, 1]);
        await expectClose(await student.cycleLoss(x(), y(), x().add(signs), y().sub(signs)), tf.scalar(2));
      },
    },
    {
      name: 'the gradient is the sign of the error, shared among the pixels',
      hidden: true,
      run: async (student) => {
        const shift = tf.tensor4d([0.5, -0.1, 0.2, -3], [1, 2, 2, 1]);
        const [a, b] = [images(1, 3), images(1, 4)];
        const [, , backX, backY] = await student.cycleLoss.gradient(a, b, a.add(shift), b.sub(shift));
        const signs = tf.tensor4d([0.25, -0.25, 0.25, -0.25], [1, 2, 2, 1]);
        await expectClose([backX, backY], [signs, signs.neg()]);
      },
    },
    {
      name: 'batches of different sizes, each with its own mean',
      hidden: true,
      run: async (student) => {
        const [backX, backY] = [images(2, 5), images(3, 6)];
        await expectClose(await student.cycleLoss(x(), y(), backX, backY), right(x(), y(), backX, backY));
      },
    },
  ],
  mistakes: [
    {
      name: 'squares in place of absolute values',
      hint: 'CycleGAN measures with the L1 norm: absolute values. (DiscoGAN squares.)',
      functions: {
        cycleLoss: (a, b, backA, backB) => backA.sub(a).square().mean<tf.Scalar>().add(backB.sub(b).square().mean()),
      },
    },
    {
      name: 'only the way forth and back',
      hint: 'There is a second cycle, y → x → y. With the first alone F is never asked what it does with a real y.',
      functions: { cycleLoss: (a, _b, backA) => absolute(backA, a) },
    },
    {
      name: 'only the way back and forth',
      hint: 'The cycle that begins at x is missing: F(G(x)) must come back to x as well.',
      functions: { cycleLoss: (_a, b, _backA, backB) => absolute(backB, b) },
    },
    {
      name: 'no absolute value',
      hint: 'Without the absolute value errors of opposite sign cancel, and the loss has no lower bound.',
      functions: { cycleLoss: (a, b, backA, backB) => backA.sub(a).mean<tf.Scalar>().add(backB.sub(b).mean()) },
    },
    {
      name: 'a sum over the pixels',
      hint: 'Take the mean over images and pixels, so that λ means the same for every size.',
      functions: {
        cycleLoss: (a, b, backA, backB) =>
          absolute(backA, a).mul<tf.Scalar>(a.size).add(absolute(backB, b).mul(b.size)),
      },
    },
    {
      name: 'the mean of the two ways',
      hint: '(23.6) adds the two cycles; it does not average them.',
      functions: { cycleLoss: (...all) => right(...all).div(2) },
    },
  ],
  probe: (student) => student.cycleLoss(x(), y(), images(2, 5), images(3, 6)),
});
