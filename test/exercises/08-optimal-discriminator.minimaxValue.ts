import { expect } from 'chai';
import { minimaxValue as libraryValue, optimalLogits, optimalValue } from 'saddlepoint';
import { exercise, expectClose } from 'saddlepoint-course';
import { distribution, EXACT, inner, logD, logNotD, naiveSigmoid, sum, wave } from './08-optimal-discriminator.shared';

type MinimaxValue = { minimaxValue: (p: number[], q: number[], logits: number[]) => number };

const [p, q] = [distribution(6, 1), distribution(6, 4)];
const logits = wave(6, 2).map((v) => 4 * v);
const constant = (s: number): number[] => p.map(() => s);

export const minimaxValue = exercise<MinimaxValue>({
  id: '08.1',
  title: 'The value of the game, from logits',
  points: 3,
  tests: [
    {
      name: 'a discriminator that always says ½: −log 4',
      run: async (student) => {
        await expectClose(await student.minimaxValue(p, q, constant(0)), -Math.log(4), EXACT);
      },
    },
    {
      name: 'two outcomes, by hand',
      run: async (student) => {
        // D = (3/4, 1/4): ½ log ¾ + ½ log ¼ for the data, all of G's samples at the second outcome: log ¾
        const expected = 0.5 * Math.log(0.75) + 0.5 * Math.log(0.25) + Math.log(0.75);
        await expectClose(await student.minimaxValue([0.5, 0.5], [0, 1], [Math.log(3), -Math.log(3)]), expected, EXACT);
      },
    },
    {
      name: 'it is never positive, and highest at the logits log p − log q',
      run: async (student) => {
        const best = await student.minimaxValue(p, q, optimalLogits(p, q));
        await expectClose(best, optimalValue(p, q), EXACT);
        for (const phase of [1, 2, 3]) {
          const other = await student.minimaxValue(p, q, wave(6, phase));
          expect(other).to.be.below(best);
        }
      },
    },
    {
      name: 'a discriminator that is sure: finite at logits of 100 and of −1000',
      run: async (student) => {
        await expectClose(await student.minimaxValue(p, q, constant(100)), -100, { absolute: 1e-9 });
        await expectClose(await student.minimaxValue(p, q, constant(-1000)), -1000, { absolute: 1e-9 });
      },
    },
    {
      name: 'random discriminators: as the library, to 1e-12',
      hidden: true,
      weight: 2,
      run: async (student) => {
        for (const phase of [1, 2, 3, 4]) {
          const [a, b, s] = [distribution(9, phase), distribution(9, phase + 7), wave(9, phase).map((v) => 9 * v)];
          await expectClose(await student.minimaxValue(a, b, s), libraryValue(a, b, s), EXACT);
        }
      },
    },
    {
      name: 'logits of 40 keep their digits: log(1 − D) is −40, not −36.7',
      hidden: true,
      run: async (student) => {
        await expectClose(await student.minimaxValue([1, 0], [0.5, 0.5], [40, 40]), -40, { absolute: 1e-9 });
      },
    },
  ],
  mistakes: [
    {
      name: 'log of sigmoid',
      hint: 'From logits of about 37 on, 1 − σ(s) is 0 in floating point and its log −Infinity. log(1 − σ(s)) is −softplus(s), log σ(s) is −softplus(−s).',
      functions: {
        minimaxValue: (a, b, s) =>
          inner(
            a,
            s.map((v) => Math.log(naiveSigmoid(v))),
          ) +
          inner(
            b,
            s.map((v) => Math.log(1 - naiveSigmoid(v))),
          ),
      },
    },
    {
      name: 'a small number inside of the log',
      hint: 'An epsilon inside of the log caps the loss: a logit of 100 looks as good as one of 20, and has no gradient. Use softplus, which needs none.',
      functions: {
        minimaxValue: (a, b, s) =>
          inner(
            a,
            s.map((v) => Math.log(naiveSigmoid(v) + 1e-8)),
          ) +
          inner(
            b,
            s.map((v) => Math.log(1 - naiveSigmoid(v) + 1e-8)),
          ),
      },
    },
    {
      name: 'signs of the logits exchanged',
      hint: 'You reward D for calling data fake. log σ(s) = −softplus(−s) belongs to the data, log(1 − σ(s)) = −softplus(s) to the samples.',
      functions: { minimaxValue: (a, b, s) => inner(a, s.map(logNotD)) + inner(b, s.map(logD)) },
    },
    {
      name: 'the loss of D',
      hint: 'That is the loss which D minimises, −V. The value is what D maximises: it is never positive.',
      functions: { minimaxValue: (a, b, s) => -inner(a, s.map(logD)) - inner(b, s.map(logNotD)) },
    },
    {
      name: 'log D in both terms',
      hint: 'On samples of G the value counts log(1 − D), not log D. (G gets −log D only later, as a loss of its own.)',
      functions: { minimaxValue: (a, b, s) => inner(a, s.map(logD)) - inner(b, s.map(logD)) },
    },
    {
      name: 'a mean over outcomes',
      hint: 'The expectations are weighted by p and q, which sum to one: do not divide by the number of outcomes again.',
      functions: { minimaxValue: (a, b, s) => (inner(a, s.map(logD)) + inner(b, s.map(logNotD))) / a.length },
    },
    {
      name: 'outcomes that are not weighted',
      hint: 'An outcome counts as often as it happens: multiply by p_i and by q_i.',
      functions: { minimaxValue: (_a, _b, s) => sum(s.map((v) => logD(v) + logNotD(v))) / s.length },
    },
  ],
  probe: async (student) => [
    await student.minimaxValue(p, q, logits),
    await student.minimaxValue(p, q, constant(25)),
    await student.minimaxValue(p, q, constant(60)),
  ],
});
