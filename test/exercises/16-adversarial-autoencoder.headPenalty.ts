import { exercise, expectClose } from 'saddlepoint-course';
import { EXACT, sum } from './16-adversarial-autoencoder.shared';

type Penalty = (heads: number[][], eta: number) => number;

const heads = [[0, 0], [3, 4], [1, 0], [-2, 0.5]]; // prettier-ignore
const far = [[0, 0], [10, 0], [0, 10]]; // prettier-ignore
const distance = (a: readonly number[], b: readonly number[]): number => Math.hypot(...a.map((v, i) => v - b[i]!));
const pairs = (all: number[][]): [number[], number[]][] =>
  all.flatMap((a, i) => all.slice(i + 1).map((b): [number[], number[]] => [a, b]));
const over = (all: number[][], cost: (d: number) => number): number =>
  sum(pairs(all).map(([a, b]) => cost(distance(a, b))));

export const headPenalty = exercise<{ headPenalty: Penalty }>({
  id: '16.5',
  title: 'Cluster heads that keep their distance',
  points: 3,
  tests: [
    {
      name: 'heads farther apart than η pay nothing',
      run: async (student) => {
        await expectClose(await student.headPenalty(far, 9), 0, EXACT);
      },
    },
    {
      name: 'two heads at distance 5, η = 6: they pay 1',
      run: async (student) => {
        await expectClose(await student.headPenalty([[0, 0], [3, 4]], 6), 1, EXACT); // prettier-ignore
      },
    },
    {
      name: 'two heads on one spot pay η',
      run: async (student) => {
        await expectClose(await student.headPenalty([[1, 2], [1, 2]], 4), 4, EXACT); // prettier-ignore
      },
    },
    {
      name: 'four heads: every pair once, near ones and far ones',
      hidden: true,
      weight: 2,
      run: async (student) => {
        await expectClose(
          await student.headPenalty(heads, 4),
          over(heads, (d) => Math.max(0, 4 - d)),
          EXACT,
        );
      },
    },
    {
      name: 'in three dimensions',
      hidden: true,
      run: async (student) => {
        await expectClose(await student.headPenalty([[1, 0, 0], [0, 2, 2]], 3.5), 0.5, EXACT); // prettier-ignore
      },
    },
  ],
  mistakes: [
    {
      name: 'far pairs are paid back',
      hint: 'Your far pairs have a negative cost, so that heads run away without end. Each pair costs max(0, η − distance).',
      functions: { headPenalty: (all, eta) => over(all, (d) => eta - d) },
    },
    {
      name: 'every pair twice',
      hint: 'The sum is over pairs i < j: yours meets each pair from both of its ends.',
      functions: { headPenalty: (all, eta) => 2 * over(all, (d) => Math.max(0, eta - d)) },
    },
    {
      name: 'each head with itself',
      hint: 'A head is at distance 0 from itself and cannot help it: leave i = j out.',
      functions: { headPenalty: (all, eta) => over(all, (d) => Math.max(0, eta - d)) + all.length * eta },
    },
    {
      name: 'the squared distance',
      hint: 'Take the root: η is a distance, and so must be what is subtracted from it.',
      functions: { headPenalty: (all, eta) => over(all, (d) => Math.max(0, eta - d * d)) },
    },
    {
      name: 'far pairs pay',
      hint: 'The sign is turned: heads pay for being nearer than η, not for being farther.',
      functions: { headPenalty: (all, eta) => over(all, (d) => Math.max(0, d - eta)) },
    },
  ],
  probe: async (student) => [await student.headPenalty(heads, 4), await student.headPenalty(heads, 2.5)],
});
