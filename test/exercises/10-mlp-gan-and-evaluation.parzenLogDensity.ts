import { logMeanExp, logSumExp } from 'saddlepoint';
import { exercise, expectClose } from 'saddlepoint-course';
import { EXACT, rows, squaredDistance, sum, wave } from './10-mlp-gan-and-evaluation.shared';

type Parzen = { parzenLogDensity: (x: number[], samples: number[][], sigma: number) => number };

const gaussian = (x: number[], s: number[], sigma: number): number =>
  -squaredDistance(x, s) / (2 * sigma ** 2) - (x.length / 2) * Math.log(2 * Math.PI * sigma ** 2);
const answer = (x: number[], samples: number[][], sigma: number): number =>
  logMeanExp(samples.map((s) => gaussian(x, s, sigma)));

const x = wave(5, 2);
const samples = rows(wave(20, 3), 5);

export const parzenLogDensity = exercise<Parzen>({
  id: '10.1',
  title: 'The log density under Parzen windows',
  points: 4,
  tests: [
    {
      name: 'one window is a Gaussian: at its centre, sigma 1, in one dimension, -0.919 nats',
      run: async (student) => {
        await expectClose(await student.parzenLogDensity([2], [[2]], 1), -0.5 * Math.log(2 * Math.PI), EXACT);
      },
    },
    {
      name: 'the same sample twice is one window',
      run: async (student) => {
        const once = await student.parzenLogDensity([0.5, 1], [[0, 0]], 0.7);
        await expectClose(await student.parzenLogDensity([0.5, 1], [[0, 0], [0, 0]], 0.7), once, EXACT); // prettier-ignore
        await expectClose(once, gaussian([0.5, 1], [0, 0], 0.7), EXACT);
      },
    },
    {
      name: 'it integrates to 1 over the line',
      run: async (student) => {
        const density: number[] = [];
        for (let v = -4; v <= 4; v += 0.1)
          density.push(Math.exp(await student.parzenLogDensity([v], [[-1], [0.3], [0.4]], 0.4)));
        await expectClose(0.1 * sum(density), 1, { absolute: 1e-6, relative: 0 });
      },
    },
    {
      name: '784 pixels, far from every sample: finite',
      run: async (student) => {
        const black = Array.from({ length: 784 }, () => 0);
        const white = black.map(() => 1);
        await expectClose(await student.parzenLogDensity(white, [black], 0.1), gaussian(white, black, 0.1), EXACT);
      },
    },
    {
      name: 'irregular points in five dimensions, several widths',
      hidden: true,
      weight: 2,
      run: async (student) => {
        for (const sigma of [0.05, 0.3, 2])
          await expectClose(await student.parzenLogDensity(x, samples, sigma), answer(x, samples, sigma), EXACT);
      },
    },
  ],
  mistakes: [
    {
      name: 'the mean of the logs',
      hint: 'You average the log densities of the windows. (10.1) averages the densities; its logarithm comes after (Jensen: yours is never larger).',
      functions: {
        parzenLogDensity: (at, all, sigma) => sum(all.map((s) => gaussian(at, s, sigma))) / all.length,
      },
    },
    {
      name: 'the number of samples is forgotten',
      hint: 'That is the log of the sum. Subtract log M: the windows are averaged, so that they integrate to 1.',
      functions: { parzenLogDensity: (at, all, sigma) => logSumExp(all.map((s) => gaussian(at, s, sigma))) },
    },
    {
      name: 'exp without taking the largest out',
      hint: 'In 784 dimensions every exp(-r²/2σ²) is 0 in floating point, and log 0 is -Infinity. Take the largest exponent out of the sum first (10.2).',
      functions: {
        parzenLogDensity: (at, all, sigma) => {
          const terms = all.map((s) => Math.exp(-squaredDistance(at, s) / (2 * sigma ** 2)));
          return Math.log(sum(terms) / all.length) - (at.length / 2) * Math.log(2 * Math.PI * sigma ** 2);
        },
      },
    },
    {
      name: 'the constant of one dimension',
      hint: 'Each of the d coordinates brings its own 1/sqrt(2πσ²): the constant is d/2 log 2πσ². With 784 pixels this is most of the number.',
      functions: {
        parzenLogDensity: (at, all, sigma) =>
          answer(at, all, sigma) + ((at.length - 1) / 2) * Math.log(2 * Math.PI * sigma ** 2),
      },
    },
    {
      name: 'sigma for sigma squared',
      hint: 'sigma is the standard deviation of a window: the exponent is r² / 2σ², and the constant has σ² too.',
      functions: { parzenLogDensity: (at, all, sigma) => answer(at, all, Math.sqrt(sigma)) },
    },
    {
      name: 'the distance is not squared',
      hint: 'The exponent has the squared distance; you take its root.',
      functions: {
        parzenLogDensity: (at, all, sigma) =>
          logMeanExp(all.map((s) => -Math.sqrt(squaredDistance(at, s)) / (2 * sigma ** 2))) -
          (at.length / 2) * Math.log(2 * Math.PI * sigma ** 2),
      },
    },
  ],
  probe: async (student) => [
    await student.parzenLogDensity(x, samples, 0.3),
    await student.parzenLogDensity([3, 0], [[0, 0], [0, 0.5]], 0.01), // prettier-ignore
  ],
});
