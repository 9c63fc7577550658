import { discrete } from 'saddlepoint';
import { exercise, expectClose } from 'saddlepoint-course';
import { sum } from './05-reparameterization.shared';

type Quantile = { quantile: (values: number[], probabilities: number[], u: number[]) => number[] };
type Args = [values: number[], probabilities: number[], u: number[]];

const values = [-2, 0.5, 3, 7];
const probabilities = [0.25, 0.5, 0.125, 0.125]; // sums without rounding
const us = [0.1, 0.25, 0.26, 0.6, 0.75, 0.8, 0.875, 0.9, 1];

const heights = (p: number[]): number[] => p.map((_, k) => sum(p.slice(0, k + 1)));
/** One answer a u, from the heights F of the stairs. */
const each = ([v, p, u]: Args, answer: (u: number, F: number[], v: number[]) => number | undefined): number[] =>
  u.map((t) => answer(t, heights(p), v) ?? v[v.length - 1]!);

export const quantile = exercise<Quantile>({
  id: '05.3',
  title: 'The inverse of a staircase',
  points: 3,
  tests: [
    {
      name: 'a fair coin',
      run: async (student) => {
        await expectClose(await student.quantile([0, 1], [0.5, 0.5], [0.2, 0.7]), [0, 1]);
      },
    },
    {
      name: 'between the heights of the stairs: the first value whose F is above u',
      run: async (student) => {
        await expectClose(await student.quantile(values, probabilities, [0.1, 0.6, 0.8, 0.9]), [-2, 0.5, 3, 7]);
      },
    },
    {
      name: 'at the height of a stair, F(z) = u exactly: z itself, since F(z) >= u',
      run: async (student) => {
        await expectClose(await student.quantile(values, probabilities, [0.25, 0.75, 0.875, 1]), [-2, 0.5, 3, 7]);
      },
    },
    {
      name: "the library's, at 1,000 u",
      hidden: true,
      weight: 2,
      run: async (student) => {
        const u = Array.from({ length: 1000 }, (_, i) => (i + 1) / 1000);
        const table = discrete(probabilities, values);
        await expectClose(await student.quantile(values, probabilities, u), u.map((t) => table.icdf(t))); // prettier-ignore
      },
    },
    {
      name: 'ten times 0.1 is a little less than 1 in a computer: u = 1 is the last value all the same',
      hidden: true,
      run: async (student) => {
        const ten = Array.from({ length: 10 }, (_, k) => k);
        await expectClose(await student.quantile(ten, ten.map(() => 0.1), [1]), [9]); // prettier-ignore
      },
    },
  ],
  mistakes: [
    {
      name: 'strictly above',
      hint: 'At F(z) = u you go one value too far. The generalised inverse is the least z with F(z) >= u, not > u.',
      functions: { quantile: (...args) => each(args, (u, F, v) => v[F.findIndex((h) => h > u)]) },
    },
    {
      name: 'the index',
      hint: 'That is the number of the value, not the value.',
      functions: {
        quantile: (...args) =>
          each(args, (u, F) => {
            const k = F.findIndex((h) => h >= u);
            return k < 0 ? F.length - 1 : k;
          }),
      },
    },
    {
      name: 'equal shares',
      hint: 'That gives every value the same probability: the widths of the stairs in u are the probabilities.',
      functions: {
        quantile: (...args) => each(args, (u, F, v) => v[Math.min(Math.floor(u * F.length), F.length - 1)]),
      },
    },
    {
      name: 'the probabilities in place of their sums',
      hint: 'u is compared with F, the running sum of the probabilities, not with the probabilities themselves.',
      functions: { quantile: ([...v], p, u) => u.map((t) => v[p.findIndex((h) => h >= t)] ?? v[v.length - 1]!) },
    },
    {
      name: 'the stair below',
      hint: 'That is the last value with F(z) <= u: its F has not reached u yet. Take the first one that does.',
      functions: {
        quantile: (...args) => each(args, (u, F, v) => v[Math.max(0, F.filter((h) => h <= u).length - 1)]),
      },
    },
    {
      name: 'a slope between the stairs',
      hint: 'You interpolate. Between two atoms there is nothing to draw: every u of a stair gives the same value.',
      functions: {
        quantile: (...args) =>
          each(args, (u, F, v) => {
            const k = F.findIndex((h) => h >= u);
            if (k <= 0) return v[Math.max(k, 0)];
            return v[k - 1]! + ((v[k]! - v[k - 1]!) * (u - F[k - 1]!)) / (F[k]! - F[k - 1]!);
          }),
      },
    },
  ],
  probe: (student) => student.quantile(values, probabilities, us),
});
