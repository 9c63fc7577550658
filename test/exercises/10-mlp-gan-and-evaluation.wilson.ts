import { expect } from 'chai';
import { wilsonInterval } from 'saddlepoint';
import { exercise, expectClose } from 'saddlepoint-course';

type Wilson = { wilson: (successes: number, trials: number, z: number) => number[] };

/** The quantile of a 95 % interval, two-sided. */
const Z = 1.959963984540054;
const near = { absolute: 1e-9, relative: 1e-9 };
const around = (centre: number, half: number): number[] => [centre - half, centre + half];
const answer = (k: number, n: number, z: number): number[] => {
  const p = k / n;
  const half = z * Math.sqrt((p * (1 - p)) / n + z ** 2 / (4 * n ** 2));
  return around(p + z ** 2 / (2 * n), half).map((end) => end / (1 + z ** 2 / n));
};

export const wilson = exercise<Wilson>({
  id: '10.5',
  title: "Wilson's interval for a share of right answers",
  points: 3,
  tests: [
    {
      name: '13 of 20 right: from 0.433 to 0.819 (so guessing is not excluded)',
      run: async (student) => {
        await expectClose(await student.wilson(13, 20, Z), [...wilsonInterval(13, 20)], near);
      },
    },
    {
      name: '0 of 20 and 20 of 20: inside of [0, 1], and not of width 0',
      run: async (student) => {
        await expectClose(await student.wilson(0, 20, Z), [...wilsonInterval(0, 20)], near);
        await expectClose(await student.wilson(20, 20, Z), [...wilsonInterval(20, 20)], near);
      },
    },
    {
      name: 'at each end p the successes are exactly z standard deviations away',
      run: async (student) => {
        for (const p of await student.wilson(31, 100, 1.5)) {
          expect(Math.abs(0.31 - p) / Math.sqrt((p * (1 - p)) / 100)).to.be.closeTo(1.5, 1e-6);
        }
      },
    },
    {
      name: 'successes and failures change places: the interval is mirrored',
      hidden: true,
      run: async (student) => {
        const [low, high] = await student.wilson(4, 30, 2);
        await expectClose(await student.wilson(26, 30, 2), [1 - high!, 1 - low!], near);
      },
    },
    {
      name: 'many trials, few trials, other z',
      hidden: true,
      weight: 2,
      run: async (student) => {
        for (const [k, n, z] of [
          [5210, 10_000, Z],
          [1, 2, 1],
          [3, 200, 2.576],
        ] as const)
          // prettier-ignore
          await expectClose(await student.wilson(k, n, z), answer(k, n, z), near);
      },
    },
  ],
  mistakes: [
    {
      name: "Wald's interval, p ± z sqrt(p(1 - p)/n)",
      hint: 'That takes the spread at the observed share. With 20 of 20 right it has width 0. Wilson takes the spread at the p in question, which gives (10.8).',
      functions: {
        wilson: (k, n, z) => around(k / n, z * Math.sqrt(((k / n) * (1 - k / n)) / n)),
      },
    },
    {
      name: 'not divided by 1 + z²/n',
      hint: 'Both the centre and the half width are divided by 1 + z²/n.',
      functions: { wilson: (k, n, z) => answer(k, n, z).map((end) => end * (1 + z ** 2 / n)) },
    },
    {
      name: 'only the half width is divided',
      hint: 'The centre is divided by 1 + z²/n, too: it lies between the observed share and 1/2.',
      functions: {
        wilson: (k, n, z) => {
          const [low, high] = answer(k, n, z);
          return around(k / n + z ** 2 / (2 * n), (high! - low!) / 2);
        },
      },
    },
    {
      name: 'around the observed share',
      hint: 'The centre is not the observed share but (p + z²/2n) / (1 + z²/n), a little nearer to 1/2.',
      functions: {
        wilson: (k, n, z) => {
          const [low, high] = answer(k, n, z);
          return around(k / n, (high! - low!) / 2);
        },
      },
    },
    {
      name: 'the spread without the root',
      hint: 'The half width has the root of the variance p(1 - p)/n + z²/4n².',
      functions: {
        wilson: (k, n, z) => {
          const p = k / n;
          const half = z * ((p * (1 - p)) / n + z ** 2 / (4 * n ** 2));
          return around(p + z ** 2 / (2 * n), half).map((end) => end / (1 + z ** 2 / n));
        },
      },
    },
  ],
  probe: async (student) => [await student.wilson(13, 20, Z), await student.wilson(2, 9, 1.3)],
});
