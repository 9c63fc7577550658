import { expect } from 'chai';
import { logSumExp, responsibilities } from 'saddlepoint';
import { exercise, expectClose } from 'saddlepoint-course';
import { free, logJoint, normalised, sum } from './04-em.shared';

type EStep = { eStep: (logJoint: number[][]) => number[][] };

const EXACT = { absolute: 1e-12, relative: 1e-12 };
const joints = [1, 2, 3, 4].map((phase) => logJoint(3, phase));
const shifted = (by: number): number[][] => joints.map((row) => row.map((v) => v + by));

/** exp over the largest value that is given, each row then divided by its sum. */
const relativeTo = (largest: (row: number[]) => number, rows: number[][]): number[][] =>
  rows.map((row) => normalised(row.map((v) => Math.exp(v - largest(row)))));

export const eStep = exercise<EStep>({
  id: '04.2',
  title: 'The E step, for log-densities of any size',
  points: 3,
  tests: [
    {
      name: "Bayes' rule on one point",
      run: async (student) => {
        // p(x, z) = 0.3 · 0.2 and 0.7 · 0.1: the posterior is (6, 7) / 13
        const got = await student.eStep([[Math.log(0.06), Math.log(0.07)]]);
        await expectClose(got, [[6 / 13, 7 / 13]], EXACT);
      },
    },
    {
      name: 'every row sums to one, whatever the number of rows',
      run: async (student) => {
        const got = await student.eStep(joints);
        await expectClose(got.map(sum), [1, 1, 1, 1], EXACT);
      },
    },
    {
      name: 'densities 1000 nats lower: the same responsibilities',
      run: async (student) => {
        await expectClose(await student.eStep(shifted(-1000)), responsibilities(joints), { absolute: 1e-9 });
      },
    },
    {
      name: 'one point near, one 5000 nats away: both have a posterior',
      run: async (student) => {
        const got = await student.eStep([joints[0]!, shifted(-5000)[1]!]);
        await expectClose(got, responsibilities(joints).slice(0, 2), { absolute: 1e-9 });
      },
    },
    {
      name: 'its free energy is log p(x), to 1e-12',
      hidden: true,
      weight: 2,
      run: async (student) => {
        const rows = [5, 6, 7].map((phase) => logJoint(6, phase));
        const q = await student.eStep(rows);
        for (const [n, row] of rows.entries()) await expectClose(free(q[n]!, row), logSumExp(row), EXACT);
      },
    },
    {
      name: 'densities of e^1000 do not overflow, and a component of density zero gets nothing',
      hidden: true,
      run: async (student) => {
        await expectClose(await student.eStep(shifted(1000)), responsibilities(joints), { absolute: 1e-9 });
        expect(await student.eStep([[-Infinity, -3]])).to.deep.equal([[0, 1]]);
      },
    },
  ],
  mistakes: [
    {
      name: 'exp first',
      hint: 'exp(−1000) is 0 in floating point, and 0 / 0 is NaN. Subtract the largest entry of each row before exp: it cancels in the quotient.',
      functions: { eStep: (rows) => relativeTo(() => 0, rows) },
    },
    {
      name: 'one largest value for all rows',
      hint: 'You subtract the largest entry of the whole matrix: a point far from all components still underflows. Take the largest of its own row.',
      functions: { eStep: (rows) => relativeTo(() => Math.max(...rows.flat()), rows) },
    },
    {
      name: 'columns normalised',
      hint: 'Your columns sum to one. The posterior is over z for each x: divide each row by its own sum.',
      functions: {
        eStep: (rows) => {
          const p = rows.map((row) => row.map(Math.exp));
          return p.map((row) => row.map((v, k) => v / sum(p.map((other) => other[k]!))));
        },
      },
    },
    {
      name: 'the likeliest component takes all',
      hint: 'That is a hard assignment, as in k-means: the maximum of L over a smaller set of q, and below log p(x). Keep the probabilities.',
      functions: { eStep: (rows) => rows.map((row) => row.map((v) => (v === Math.max(...row) ? 1 : 0))) },
    },
    {
      name: 'still logarithms',
      hint: 'These are log-responsibilities: they are right, but negative. Take exp at the end.',
      functions: { eStep: (rows) => rows.map((row) => row.map((v) => v - logSumExp(row))) },
    },
    {
      name: 'a small number against division by zero',
      hint: 'An epsilon in the denominator hides the underflow: far points get responsibility 0 everywhere and count for nothing. Subtract the largest log-value instead.',
      functions: {
        eStep: (rows) => rows.map((row) => row.map((v) => Math.exp(v) / (sum(row.map(Math.exp)) + 1e-12))),
      },
    },
    {
      name: 'not normalised',
      hint: 'Each row must sum to one: divide by its sum. (You have subtracted the maximum, which is only half of log-sum-exp.)',
      functions: { eStep: (rows) => rows.map((row) => row.map((v) => Math.exp(v - Math.max(...row)))) },
    },
  ],
  probe: async (student) => [
    await student.eStep(joints.slice(0, 2)),
    await student.eStep(shifted(-1000).slice(0, 2)),
    await student.eStep([joints[0]!, shifted(-5000)[1]!]),
  ],
});
