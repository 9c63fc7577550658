import { expect } from 'chai';
import { sigmoid, softplus } from 'saddlepoint';
import { exercise, expectClose } from 'saddlepoint-course';
import { EXACT, naiveSigmoid, overflowingSigmoid } from './08-optimal-discriminator.shared';

interface Gradients {
  saturating: number[];
  nonSaturating: number[];
}
type LogitGradients = { logitGradients: (s: number[]) => Gradients };

const logits = [-8, -3, -0.5, 0, 1, 4];
const both = (saturating: (s: number) => number, nonSaturating: (s: number) => number) => (s: number[]) => ({
  saturating: s.map(saturating),
  nonSaturating: s.map(nonSaturating),
});

export const logitGradients = exercise<LogitGradients>({
  id: '08.5',
  title: 'What G feels: the gradient by the logit of its sample',
  points: 2,
  tests: [
    {
      name: 'at logit 0 both losses pull equally',
      run: async (student) => {
        await expectClose(await student.logitGradients([0]), { saturating: [-0.5], nonSaturating: [-0.5] }, EXACT);
      },
    },
    {
      name: 'they are the finite differences of log(1 − σ(s)) and of −log σ(s)',
      run: async (student) => {
        const h = 1e-5;
        const slope = (f: (s: number) => number) => logits.map((s) => (f(s + h) - f(s - h)) / (2 * h));
        const expected = { saturating: slope((s) => -softplus(s)), nonSaturating: slope((s) => softplus(-s)) };
        await expectClose(await student.logitGradients(logits), expected, { absolute: 1e-8 });
      },
    },
    {
      name: 'both push the logit up, whatever it is, and together with force 1',
      run: async (student) => {
        const { saturating, nonSaturating } = await student.logitGradients(logits);
        for (const g of [...saturating, ...nonSaturating]) expect(g).to.be.within(-1, 0);
        await expectClose(
          saturating.map((g, i) => g + nonSaturating[i]!),
          logits.map(() => -1),
          EXACT,
        );
      },
    },
    {
      name: 'where D is sure that a sample is fake, s = −8: e⁸ times as large without saturation',
      run: async (student) => {
        const { saturating, nonSaturating } = await student.logitGradients([-8]);
        await expectClose(nonSaturating[0]! / saturating[0]!, Math.exp(8), { relative: 1e-9 });
      },
    },
    {
      name: 'logits of ±1000 are no trouble, and s = 50 keeps its digits',
      hidden: true,
      weight: 2,
      run: async (student) => {
        const got = await student.logitGradients([-1000, 1000]);
        await expectClose(got, { saturating: [0, -1], nonSaturating: [-1, 0] }, { absolute: 1e-12 });
        const far = await student.logitGradients([50]);
        await expectClose(far.nonSaturating, [-Math.exp(-50)], { relative: 1e-9, absolute: 0 });
      },
    },
  ],
  mistakes: [
    {
      name: 'exchanged',
      hint: 'The two are exchanged. The saturating loss is the one that dies where D is sure of a fake (s far below 0): −σ(s).',
      functions: {
        logitGradients: both(
          (s) => -sigmoid(-s),
          (s) => -sigmoid(s),
        ),
      },
    },
    {
      name: 'signs',
      hint: 'G descends these: a negative gradient raises the logit, towards "real". Yours would lower it.',
      functions: { logitGradients: both(sigmoid, (s) => sigmoid(-s)) },
    },
    {
      name: 'the derivative of σ',
      hint: "σ(s)(1 − σ(s)) is the derivative of D itself. With the log before it, d log(1 − σ)/ds = −σ'/(1 − σ) = −σ.",
      functions: {
        logitGradients: both(
          (s) => -sigmoid(s) * sigmoid(-s),
          (s) => -sigmoid(s) * sigmoid(-s),
        ),
      },
    },
    {
      name: 'by D, not by the logit',
      hint: 'That is the derivative by D, −1/(1 − D) and −1/D. Go on to the logit: times dD/ds = D (1 − D).',
      functions: {
        logitGradients: both(
          (s) => -1 / sigmoid(-s),
          (s) => -1 / sigmoid(s),
        ),
      },
    },
    {
      name: 'exp that overflows',
      hint: 'e^1000 is Infinity, and Infinity / Infinity NaN. Write σ(s) as 1 / (1 + e^−s).',
      functions: {
        logitGradients: both(
          (s) => -overflowingSigmoid(s),
          (s) => -1 / (1 + Math.exp(s)),
        ),
      },
    },
    {
      name: '1 − σ(s) for σ(−s)',
      hint: 'From s = 37 on, 1 − σ(s) is exactly 0 in floating point. 1 − σ(s) = σ(−s) keeps its digits.',
      functions: {
        logitGradients: both(
          (s) => -naiveSigmoid(s),
          (s) => naiveSigmoid(s) - 1,
        ),
      },
    },
    {
      name: 'of the mean',
      hint: 'The gradient is asked for each logit alone, not of the mean over all of them: do not divide by their number.',
      functions: {
        logitGradients: (s) =>
          both(
            (v) => -sigmoid(v) / s.length,
            (v) => -sigmoid(-v) / s.length,
          )(s),
      },
    },
  ],
  probe: async (student) => [
    await student.logitGradients(logits),
    await student.logitGradients([1000, -1000]),
    (await student.logitGradients([20, 50])).nonSaturating.map((g) => Math.log(-g)),
  ],
});
