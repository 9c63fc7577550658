import { expect } from 'chai';
import { logSumExp } from 'saddlepoint';
import { exercise, expectClose } from 'saddlepoint-course';
import { EXACT, wave } from './10-mlp-gan-and-evaluation.shared';

type Diluted = { dilutedLogDensity: (logP: number, logQ: number, epsilon: number) => number };

const answer = (logP: number, logQ: number, epsilon: number): number =>
  logSumExp([Math.log(epsilon) + logP, Math.log(1 - epsilon) + logQ]);

export const diluted = exercise<Diluted>({
  id: '10.3',
  title: 'A model diluted with noise',
  points: 3,
  tests: [
    {
      name: 'half of each of two densities 1 and 3 is 2',
      run: async (student) => {
        await expectClose(await student.dilutedLogDensity(0, Math.log(3), 0.5), Math.LN2, EXACT);
      },
    },
    {
      name: 'diluted with itself it stays what it was',
      run: async (student) => {
        await expectClose(await student.dilutedLogDensity(-7, -7, 0.2), -7, EXACT);
      },
    },
    {
      name: 'log densities of 2000 and -2000: finite',
      run: async (student) => {
        await expectClose(await student.dilutedLogDensity(2000, 0, 0.01), 2000 - Math.log(100), EXACT);
        await expectClose(await student.dilutedLogDensity(-2000, -3000, 0.5), -2000 - Math.LN2, EXACT);
      },
    },
    {
      name: 'never below log p + log epsilon',
      run: async (student) => {
        for (const logQ of [-1000, 0, 240]) {
          const value = await student.dilutedLogDensity(243.8, logQ, 0.01);
          expect(value).to.be.at.least(243.8 + Math.log(0.01) - 1e-9);
        }
      },
    },
    {
      name: 'irregular numbers',
      hidden: true,
      weight: 2,
      run: async (student) => {
        const [p, q] = [wave(6, 2), wave(6, 4)];
        for (let n = 0; n < 6; n++) {
          const [logP, logQ, epsilon] = [900 * p[n]!, 900 * p[n]! + 3 * q[n]!, 0.1 + 0.15 * n];
          await expectClose(await student.dilutedLogDensity(logP, logQ, epsilon), answer(logP, logQ, epsilon), EXACT);
        }
      },
    },
  ],
  mistakes: [
    {
      name: 'a mixture of the logs',
      hint: 'You mix the logarithms. A mixture mixes the densities, and takes the logarithm of that: with logs a density of 0 anywhere would ruin it.',
      functions: { dilutedLogDensity: (logP, logQ, epsilon) => epsilon * logP + (1 - epsilon) * logQ },
    },
    {
      name: 'the weights swapped',
      hint: 'epsilon is the share of samples from p, and 1 - epsilon the share of noise q.',
      functions: { dilutedLogDensity: (logP, logQ, epsilon) => answer(logP, logQ, 1 - epsilon) },
    },
    {
      name: 'exp without taking the largest out',
      hint: 'exp(2000) is Infinity, and exp(-2000) is 0. Take the larger of the two exponents out of the sum first.',
      functions: {
        dilutedLogDensity: (logP, logQ, epsilon) => Math.log(epsilon * Math.exp(logP) + (1 - epsilon) * Math.exp(logQ)),
      },
    },
    {
      name: 'the weights are forgotten',
      hint: 'That is log(p + q), which integrates to 2. Each density has its weight: log epsilon + log p, and log(1 - epsilon) + log q.',
      functions: { dilutedLogDensity: (logP, logQ) => logSumExp([logP, logQ]) },
    },
    {
      name: 'the bound in place of the value',
      hint: 'log p + log epsilon is the lower bound of (10.4). The noise adds to it where q is not small.',
      functions: { dilutedLogDensity: (logP, _logQ, epsilon) => logP + Math.log(epsilon) },
    },
  ],
  probe: async (student) => [
    await student.dilutedLogDensity(1.5, 0.3, 0.2),
    await student.dilutedLogDensity(1200, 1199, 0.3),
  ],
});
