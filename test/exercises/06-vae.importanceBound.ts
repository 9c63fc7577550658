import { expect } from 'chai';
import { logMeanExp } from 'saddlepoint';
import { exercise, expectClose } from 'saddlepoint-course';
import { EXACT, sum, wave } from './06-vae.shared';

type ImportanceBound = { importanceBound: (logWeights: number[]) => number };

const weights = (K: number, phase: number): number[] => wave(K, phase).map((v) => 4 * v - 90);

export const importanceBound = exercise<ImportanceBound>({
  id: '06.5',
  title: 'The importance-weighted bound',
  points: 3,
  tests: [
    {
      name: 'one draw: the log-weight itself',
      run: async (student) => {
        await expectClose(await student.importanceBound([-95.5]), -95.5, EXACT);
      },
    },
    {
      name: 'weights of 1 and 3: the log of 2',
      run: async (student) => {
        await expectClose(await student.importanceBound([0, Math.log(3)]), Math.LN2, EXACT);
      },
    },
    {
      name: 'never less than the mean of the log-weights (Jensen)',
      run: async (student) => {
        const w = weights(6, 2);
        expect(await student.importanceBound(w)).to.be.above(sum(w) / 6);
      },
    },
    {
      name: 'log-weights of -1000: finite, and exact',
      run: async (student) => {
        await expectClose(await student.importanceBound([-1000, -1000, -1000]), -1000, EXACT);
      },
    },
    {
      name: 'many irregular weights, to 1e-12',
      hidden: true,
      weight: 2,
      run: async (student) => {
        for (const phase of [1, 2, 3]) {
          const w = weights(50, phase);
          await expectClose(await student.importanceBound(w), logMeanExp(w), EXACT);
        }
        await expectClose(await student.importanceBound([800, 790]), logMeanExp([800, 790]), EXACT);
      },
    },
  ],
  mistakes: [
    {
      name: 'the mean of the logs',
      hint: 'That is estimator A of the ELBO: the mean of the logarithms. Here the mean is taken first, and its logarithm after.',
      functions: { importanceBound: (w) => sum(w) / w.length },
    },
    {
      name: 'the log of the sum',
      hint: 'It grows with K even where all weights are equal: subtract log K, so that it is the log of the mean.',
      functions: { importanceBound: (w) => logMeanExp(w) + Math.log(w.length) },
    },
    {
      name: 'exp without taking the largest out',
      hint: 'exp(-1000) is 0 in floating point, and log 0 is -Infinity. Take the largest log-weight out of the sum first and add it again at the end.',
      functions: { importanceBound: (w) => Math.log(sum(w.map(Math.exp)) / w.length) },
    },
    {
      name: 'the largest weight alone',
      hint: 'You return the largest log-weight. It dominates, but the others count, and so does log K.',
      functions: { importanceBound: (w) => Math.max(...w) },
    },
    {
      name: 'the mean weight',
      hint: 'This is the mean of the weights; the bound is its logarithm, in nats.',
      functions: { importanceBound: (w) => Math.exp(logMeanExp(w)) },
    },
  ],
  probe: async (student) => [
    await student.importanceBound([-3, -1, -2.5]),
    await student.importanceBound([-2000, -2001]),
  ],
});
