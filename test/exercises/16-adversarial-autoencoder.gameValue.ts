import { jensenShannon } from 'saddlepoint';
import { exercise, expectClose } from 'saddlepoint-course';
import { distribution, EXACT, sum } from './16-adversarial-autoencoder.shared';

type Value = (p: number[], q: number[], D: number[]) => number;

const [p, q] = [distribution(5, 1), distribution(5, 2)];
const D = [0.3, 0.8, 0.55, 0.1, 0.95];
const best = (a: number[], b: number[]): number[] => a.map((v, k) => v / (v + b[k]!));
const value: Value = (a, b, d) => sum(d.map((v, k) => a[k]! * Math.log(v) + b[k]! * Math.log(1 - v)));

export const gameValue = exercise<{ gameValue: Value }>({
  id: '16.1',
  title: 'What the discriminator of codes maximises',
  points: 3,
  tests: [
    {
      name: 'D = ½ everywhere: the value is −log 4, whatever p and q are',
      run: async (student) => {
        await expectClose(await student.gameValue(p, q, [0.5, 0.5, 0.5, 0.5, 0.5]), -Math.log(4), EXACT);
      },
    },
    {
      name: 'two codes, by hand',
      run: async (student) => {
        const want = 0.25 * Math.log(0.2) + 0.75 * Math.log(0.6) + 0.5 * Math.log(0.8) + 0.5 * Math.log(0.4);
        await expectClose(await student.gameValue([0.25, 0.75], [0.5, 0.5], [0.2, 0.6]), want, EXACT);
      },
    },
    {
      name: 'the best D gives 2 JSD − log 4',
      run: async (student) => {
        const want = 2 * jensenShannon(p, q) - Math.log(4);
        await expectClose(await student.gameValue(p, q, best(p, q)), want, EXACT);
      },
    },
    {
      name: 'no other D gives more',
      hidden: true,
      run: async (student) => {
        const top = await student.gameValue(p, q, best(p, q));
        for (const step of [-0.02, 0.02]) {
          const moved = best(p, q).map((v) => v + step);
          await expectClose(Math.max(top, await student.gameValue(p, q, moved)), top, EXACT);
        }
      },
    },
    {
      name: 'any D, any p and q',
      hidden: true,
      weight: 2,
      run: async (student) => {
        await expectClose(await student.gameValue(p, q, D), value(p, q, D), EXACT);
      },
    },
  ],
  mistakes: [
    {
      name: 'log D(1 − z), as on the slide',
      hint: 'That is the slide: log D(1 − G(z)) asks D about another code. (16.2) has log(1 − D(z)): one minus the answer, not one minus the question.',
      functions: {
        gameValue: (a, b, d) => sum(d.map((v, k) => a[k]! * Math.log(v) + b[k]! * Math.log(d[d.length - 1 - k]!))),
      },
    },
    {
      name: 'p and q in each other’s place',
      hint: 'Draws of the prior p are the real ones here, and codes the fakes: p stands before log D, q before log(1 − D).',
      functions: { gameValue: (a, b, d) => value(b, a, d) },
    },
    {
      name: 'the cost in place of the value',
      hint: 'This is what D descends in a program. The value is what it ascends: leave the minus out.',
      functions: { gameValue: (a, b, d) => -value(a, b, d) },
    },
    {
      name: 'the log of the mean',
      hint: 'The expectation stands outside of the logarithm: sum p(z) log D(z), not log sum p(z) D(z).',
      functions: {
        gameValue: (a, b, d) =>
          Math.log(sum(d.map((v, k) => a[k]! * v))) + Math.log(sum(d.map((v, k) => b[k]! * (1 - v)))),
      },
    },
  ],
  probe: async (student) => [await student.gameValue(p, q, D), await student.gameValue(q, p, best(p, q))],
});
