import { expect } from 'chai';
import { tf } from 'saddlepoint';
import { exercise, expectClose } from 'saddlepoint-course';
import { mean } from './11-dcgan.shared';

const softplus = (s: number): number => Math.max(s, 0) + Math.log1p(Math.exp(-Math.abs(s)));
const sigmoid = (s: number): number => 1 / (1 + Math.exp(-s));
/** Logits [B, 1]. */
const logits = (...values: number[]): tf.Tensor2D => tf.tensor2d(values, [values.length, 1]);

const real = [2, -1, 0.5];
const fake = [-3, 0.25, 1];

const rightD = (r: tf.Tensor, f: tf.Tensor): tf.Scalar =>
  tf.mean<tf.Scalar>(tf.softplus(tf.neg(r))).add(tf.mean(tf.softplus(f)));
const rightG = (f: tf.Tensor): tf.Scalar => tf.mean(tf.softplus(tf.neg(f)));
const logD = (s: tf.Tensor): tf.Tensor => tf.log(tf.sigmoid(s));
const logNotD = (s: tf.Tensor): tf.Tensor => tf.log(tf.sub(1, tf.sigmoid(s)));

export const losses = exercise<{
  discriminatorLoss: (real: tf.Tensor2D, fake: tf.Tensor2D) => tf.Scalar;
  generatorLoss: (fake: tf.Tensor2D) => tf.Scalar;
}>({
  id: '11.1',
  title: "The two players' losses, on logits",
  points: 4,
  tests: [
    {
      name: 'at zero logits D pays ln 4 and G pays ln 2',
      run: async (student) => {
        await expectClose(await student.discriminatorLoss(logits(0, 0), logits(0, 0)), tf.scalar(Math.log(4)));
        await expectClose(await student.generatorLoss(logits(0, 0)), tf.scalar(Math.LN2));
      },
    },
    {
      name: `discriminatorLoss of real logits ${real.join(', ')} and fake logits ${fake.join(', ')}`,
      run: async (student) => {
        const expected = mean(real.map((s) => softplus(-s))) + mean(fake.map(softplus));
        await expectClose(await student.discriminatorLoss(logits(...real), logits(...fake)), tf.scalar(expected));
      },
    },
    {
      name: `generatorLoss of fake logits ${fake.join(', ')}`,
      run: async (student) => {
        const expected = mean(fake.map((s) => softplus(-s)));
        await expectClose(await student.generatorLoss(logits(...fake)), tf.scalar(expected));
      },
    },
    {
      name: 'sure and wrong: finite at logits of 100',
      run: async (student) => {
        await expectClose(await student.discriminatorLoss(logits(-100), logits(100)), tf.scalar(200));
        await expectClose(await student.generatorLoss(logits(-100)), tf.scalar(100));
      },
    },
    {
      name: 'where D is sure that a sample is fake, G still has a gradient',
      run: async (student) => {
        const [gradient] = await student.generatorLoss.gradient(logits(-8, 0, 3));
        await expectClose(gradient, logits(...[-8, 0, 3].map((s) => -sigmoid(-s) / 3)));
      },
    },
    {
      name: 'sure and right: no loss at logits of 100',
      hidden: true,
      run: async (student) => {
        await expectClose(await student.discriminatorLoss(logits(100), logits(-100)), tf.scalar(0));
        await expectClose(await student.generatorLoss(logits(100)), tf.scalar(0));
      },
    },
    {
      name: 'a mean over each batch, whatever its size',
      hidden: true,
      run: async (student) => {
        const expected = mean(real.map((s) => softplus(-s))) + softplus(4);
        await expectClose(await student.discriminatorLoss(logits(...real, ...real), logits(4)), tf.scalar(expected));
      },
    },
    {
      name: "D's gradients: up on real logits, down on fake ones, finite at 100",
      hidden: true,
      run: async (student) => {
        const gradients = await student.discriminatorLoss.gradient(logits(-100, 1), logits(100, -1));
        expect(gradients).to.have.length(2);
        await expectClose(gradients, [logits(-0.5, -sigmoid(-1) / 2), logits(0.5, sigmoid(-1) / 2)]);
      },
    },
  ],
  mistakes: [
    {
      name: 'a sigmoid, then a logarithm',
      hint: 'In float32 the sigmoid of 100 is exactly 1, so log(1 - D) is minus infinity. Stay on the logit: -log σ(s) = softplus(-s) and -log(1 - σ(s)) = softplus(s).',
      functions: {
        discriminatorLoss: (r, f) => tf.neg(tf.mean<tf.Scalar>(logD(r)).add<tf.Scalar>(tf.mean(logNotD(f)))),
        generatorLoss: (f) => tf.mean<tf.Scalar>(logD(f)).neg(),
      },
    },
    {
      name: 'the saturating loss for G',
      hint: "That is the minimax game's own loss for G, log(1 - D): it is flat where D is sure. (11.5) asks for -log D(G(z)) = softplus(-s).",
      functions: { discriminatorLoss: rightD, generatorLoss: (f) => tf.mean<tf.Scalar>(tf.softplus(f)).neg() },
    },
    {
      name: 'a sum over the batch',
      hint: 'The equations have 1/m: take the mean over the batch, or the gradient will grow with the batch.',
      functions: {
        discriminatorLoss: (r, f) => tf.sum<tf.Scalar>(tf.softplus(tf.neg(r))).add(tf.sum(tf.softplus(f))),
        generatorLoss: (f) => tf.sum(tf.softplus(tf.neg(f))),
      },
    },
    {
      name: 'real and fake swapped in D',
      hint: 'This D is rewarded for calling real images fake. For a real image the loss is -log D = softplus(-s), for a generated one -log(1 - D) = softplus(s).',
      functions: { discriminatorLoss: (r, f) => rightD(f, r), generatorLoss: rightG },
    },
    {
      name: 'G is rewarded when D is right',
      hint: 'softplus(s) falls when s falls: this G tries to be recognised as fake. G wants D(G(z)) large: softplus(-s).',
      functions: { discriminatorLoss: rightD, generatorLoss: (f) => tf.mean(tf.softplus(f)) },
    },
    {
      name: 'half of the loss of D',
      hint: 'Some programs average the two terms of D. (11.2) adds them; a D that knows nothing pays ln 4, not ln 2.',
      functions: { discriminatorLoss: (r, f) => rightD(r, f).mul(0.5), generatorLoss: rightG },
    },
    {
      name: 'V in place of -V',
      hint: 'This is V itself, which D wants large. An optimizer descends, so hand it -V.',
      functions: { discriminatorLoss: (r, f) => rightD(r, f).neg(), generatorLoss: rightG },
    },
  ],
  probe: async (student) => [
    await student.discriminatorLoss(logits(...real), logits(...fake)),
    await student.generatorLoss(logits(...fake)),
    Number.isFinite((await (await student.discriminatorLoss(logits(-100), logits(100))).data())[0]),
  ],
});
