import { expect } from 'chai';
import { leastSquares as library, tf } from 'saddlepoint';
import { exercise, expectClose } from 'saddlepoint-course';
import { wave } from './23-cyclegan.shared';

type LeastSquares = {
  discriminatorLoss: (real: tf.Tensor4D, fake: tf.Tensor4D) => tf.Scalar;
  generatorLoss: (fake: tf.Tensor4D) => tf.Scalar;
};

/** A map of judgements [images, 2, 2, 1]. */
const map = (...values: number[]): tf.Tensor4D => tf.tensor4d(values, [values.length / 4, 2, 2, 1]);
const constant = (value: number): tf.Tensor4D => map(value, value, value, value);
const real = (): tf.Tensor4D => map(...wave(8, 1).map((v) => 2 * v));
const fake = (): tf.Tensor4D => map(...wave(4, 2));
/** Half the mean of (s - target)^2. */
const half = (s: tf.Tensor, target: number): tf.Scalar => s.sub(target).square().mean<tf.Scalar>().div(2);
const right: LeastSquares = {
  discriminatorLoss: (r, f) => half(r, 1).add(half(f, 0)),
  generatorLoss: (f) => half(f, 1),
};

export const leastSquares = exercise<LeastSquares>({
  id: '23.2',
  title: 'The least-squares game, on a map of judgements',
  points: 3,
  tests: [
    {
      name: 'a judge who is right everywhere pays nothing; one who says 1/2 to all pays 1/4',
      run: async (student) => {
        await expectClose(await student.discriminatorLoss(constant(1), constant(0)), tf.scalar(0));
        await expectClose(await student.discriminatorLoss(constant(0.5), constant(0.5)), tf.scalar(0.25));
      },
    },
    {
      name: 'the forger pays nothing where its images pass for real, and 1/2 where they are seen through',
      run: async (student) => {
        await expectClose(await student.generatorLoss(constant(1)), tf.scalar(0));
        await expectClose(await student.generatorLoss(constant(0)), tf.scalar(0.5));
      },
    },
    {
      name: 'too much praise costs as well: a generated patch judged 2 is as far off as one judged 0',
      run: async (student) => {
        await expectClose(await student.generatorLoss(constant(2)), tf.scalar(0.5));
        await expectClose(await student.discriminatorLoss(constant(3), constant(0)), tf.scalar(2));
      },
    },
    {
      name: 'a mean over all images and patches, whatever their number',
      hidden: true,
      run: async (student) => {
        await expectClose(await student.discriminatorLoss(real(), fake()), library.discriminator(real(), fake()));
        await expectClose(await student.generatorLoss(real()), library.generator(real()));
      },
    },
    {
      name: 'gradients: towards 1 on real patches, towards 0 on generated ones, and for the forger towards 1',
      hidden: true,
      run: async (student) => {
        const gradients = await student.discriminatorLoss.gradient(constant(0.2), constant(0.6));
        expect(gradients).to.have.length(2);
        await expectClose(gradients, [constant(-0.8 / 4), constant(0.6 / 4)]);
        await expectClose(await student.generatorLoss.gradient(constant(0.6)), [constant(-0.4 / 4)]);
      },
    },
  ],
  mistakes: [
    {
      name: 'the targets are swapped',
      hint: 'The judge is asked for 1 on real images and for 0 on generated ones.',
      functions: { ...right, discriminatorLoss: (r, f) => half(r, 0).add(half(f, 1)) },
    },
    {
      name: 'the forger asks for 0',
      hint: 'The forger wants its images to be taken for real: its target is 1.',
      functions: { ...right, generatorLoss: (f) => half(f, 0) },
    },
    {
      name: "the forger's loss is the judge's, negated",
      hint: '-(s - 0)^2 / 2 has no minimum: it rewards the forger for judgements that run away to plus or minus infinity. In (23.5) the forger has a target of its own, 1.',
      functions: { ...right, generatorLoss: (f) => half(f, 0).neg() },
    },
    {
      name: 'a sigmoid first',
      hint: 'In the least-squares game D gives the judgement itself, any real number: no sigmoid.',
      functions: {
        discriminatorLoss: (r, f) => right.discriminatorLoss(tf.sigmoid<tf.Tensor4D>(r), tf.sigmoid<tf.Tensor4D>(f)),
        generatorLoss: (f) => right.generatorLoss(tf.sigmoid<tf.Tensor4D>(f)),
      },
    },
    {
      name: 'the halves are missing',
      hint: 'Equations (23.4) and (23.5) have a factor 1/2 before every square.',
      functions: {
        discriminatorLoss: (r, f) => right.discriminatorLoss(r, f).mul(2),
        generatorLoss: (f) => right.generatorLoss(f).mul(2),
      },
    },
    {
      name: 'a sum in place of a mean',
      hint: 'Average over images and patches: with a sum the step would grow with the batch and the map.',
      functions: {
        discriminatorLoss: (r, f) => half(r, 1).mul<tf.Scalar>(r.size).add(half(f, 0).mul(f.size)),
        generatorLoss: (f) => half(f, 1).mul(f.size),
      },
    },
  ],
  probe: async (student) => [await student.discriminatorLoss(real(), fake()), await student.generatorLoss(fake())],
});
