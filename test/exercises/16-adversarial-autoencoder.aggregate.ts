import { exercise, expectClose } from 'saddlepoint-course';
import { distribution, EXACT, sum } from './16-adversarial-autoencoder.shared';

type Aggregate = (px: number[], qzx: number[][]) => number[];

const px = distribution(4, 3);
const qzx = [1, 2, 3, 4].map((phase) => distribution(3, phase));
const weighted = (w: number[], rows: number[][]): number[] =>
  rows[0]!.map((_, z) => sum(rows.map((row, x) => w[x]! * row[z]!)));
const equal = (n: number): number[] => Array.from({ length: n }, () => 1 / n);

export const aggregate = exercise<{ aggregate: Aggregate }>({
  id: '16.2',
  title: 'The aggregated posterior',
  points: 3,
  tests: [
    {
      name: 'one x: q(z) is q(z | x)',
      run: async (student) => {
        await expectClose(await student.aggregate([1], [[0.2, 0.8]]), [0.2, 0.8], EXACT);
      },
    },
    {
      name: 'a deterministic encoder: q(z) counts how much of the data each z gets',
      run: async (student) => {
        const rows = [[1, 0], [0, 1], [1, 0]]; // prettier-ignore
        await expectClose(await student.aggregate([0.5, 0.2, 0.3], rows), [0.8, 0.2], EXACT);
      },
    },
    {
      name: 'it sums to one over z',
      run: async (student) => {
        await expectClose(sum(await student.aggregate(px, qzx)), 1, EXACT);
      },
    },
    {
      name: 'four x, three z',
      hidden: true,
      weight: 2,
      run: async (student) => {
        await expectClose(await student.aggregate(px, qzx), weighted(px, qzx), EXACT);
      },
    },
  ],
  mistakes: [
    {
      name: 'every x counts the same',
      hint: 'A mean of the rows is right only where all x are equally likely. Weigh each row by p(x).',
      functions: { aggregate: (w, rows) => weighted(equal(w.length), rows) },
    },
    {
      name: 'a product in place of the integral',
      hint: 'The slide prints q(z) = q(z | x) p(x) dx without the integral sign: that is the joint of one x. Sum over x.',
      functions: { aggregate: (w, rows) => rows[0]!.map((v) => w[0]! * v) },
    },
    {
      name: 'summed over z',
      hint: 'You have summed out the code, and p(x) is left. Sum over the data: one number for each z.',
      functions: { aggregate: (w, rows) => rows.map((row, x) => w[x]! * sum(row)) },
    },
    {
      name: 'the sum without p(x)',
      hint: 'Your numbers sum to the number of x, not to one: each q(z | x) is to be weighed by p(x).',
      functions: {
        aggregate: (w, rows) =>
          weighted(
            w.map(() => 1),
            rows,
          ),
      },
    },
  ],
  probe: async (student) => [await student.aggregate(px, qzx), await student.aggregate([0.9, 0.1], [[0.5, 0.5], [0.1, 0.9]])], // prettier-ignore
});
