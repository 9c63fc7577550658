import { expect } from 'chai';
import { modeCoverage } from 'saddlepoint';
import { exercise, expectClose } from 'saddlepoint-course';

interface Coverage {
  covered: number;
  highQuality: number;
}
type ModesCovered = { modesCovered: (samples: number[][], modes: number[][], sigma: number) => Coverage };

const copies = (point: number[], n: number): number[][] => Array.from({ length: n }, () => point);
const modes = [[0, 0], [10, 0], [0, 10]]; // prettier-ignore
const nearest = (x: number[]) => Math.min(...modes.map((m) => Math.hypot(x[0]! - m[0]!, x[1]! - m[1]!)));

/** 20 samples just within 3 sigma of the first mode, 19 at the second, 20 just outside of the third, 41 nowhere. */
const mixed = [...copies([0, 2.99], 20), ...copies([10, 0], 19), ...copies([3.01, 10], 20), ...copies([5, 5], 41)];
/** For sigma 0.5: 3 sigma is 1.5, 3 sigma squared 0.75, and the squared distance of the third cloud 1.21. */
const small = [...copies([0, 0.5], 30), ...copies([10, 1.1], 25), ...copies([1.3, 10], 22), ...copies([0, -1.6], 40)];

const from = (
  samples: number[][],
  ms: number[][],
  within: (distance: number) => boolean,
  covers: (count: number) => boolean,
): Coverage => {
  const distance = (x: number[], m: number[]) => Math.hypot(x[0]! - m[0]!, x[1]! - m[1]!);
  const counts = ms.map((m) => samples.filter((x) => within(distance(x, m))).length);
  return {
    covered: counts.filter(covers).length,
    highQuality: counts.reduce((a, b) => a + b, 0) / samples.length,
  };
};
const right = (samples: number[][], ms: number[][], sigma: number): Coverage => {
  const { covered, highQuality } = modeCoverage(samples, { modes: ms, sigma });
  return { covered, highQuality };
};

export const modesCovered = exercise<ModesCovered>({
  id: '09.5',
  title: 'How many modes does it make?',
  points: 3,
  tests: [
    {
      name: 'a hundred samples at one of three modes: 1 covered, all of high quality',
      run: async (student) => {
        await expectClose(await student.modesCovered(copies([10, 0.5], 100), modes, 1), { covered: 1, highQuality: 1 });
      },
    },
    {
      name: '20 samples cover a mode, 19 do not; 3.01 sigma is too far',
      run: async (student) => {
        expect(nearest(mixed[0]!)).to.be.below(3);
        await expectClose(await student.modesCovered(mixed, modes, 1), { covered: 1, highQuality: 0.39 });
      },
    },
    {
      name: 'sigma is a length, not a variance',
      hidden: true,
      weight: 2,
      run: async (student) => {
        await expectClose(await student.modesCovered(small, modes, 0.5), right(small, modes, 0.5));
      },
    },
    {
      name: 'samples between the modes: none covered',
      hidden: true,
      run: async (student) => {
        await expectClose(await student.modesCovered(copies([5, 5], 50), modes, 1), { covered: 0, highQuality: 0 });
      },
    },
  ],
  mistakes: [
    {
      name: 'one sample is enough',
      hint: 'A single sample may be a stray one: a mode counts from 20 samples up.',
      functions: { modesCovered: (x, m, s) => from(x, m, (d) => d <= 3 * s, (n) => n >= 1) }, // prettier-ignore
    },
    {
      name: 'more than 20',
      hint: '20 samples are enough: the comparison is ≥, not >.',
      functions: { modesCovered: (x, m, s) => from(x, m, (d) => d <= 3 * s, (n) => n > 20) }, // prettier-ignore
    },
    {
      name: 'one sigma',
      hint: 'The bound is 3 sigma: a Gaussian of the plane has 98.9 % of its mass within that, and only 39 % within one sigma.',
      functions: { modesCovered: (x, m, s) => from(x, m, (d) => d <= s, (n) => n >= 20) }, // prettier-ignore
    },
    {
      name: 'the squared distance',
      hint: 'You compare the squared distance with 3 sigma: take its root first (Math.hypot does).',
      functions: { modesCovered: (x, m, s) => from(x, m, (d) => d * d <= 3 * s, (n) => n >= 20) }, // prettier-ignore
    },
    {
      name: 'sigma squared',
      hint: 'sigma is the standard deviation, a length: the bound is 3 sigma, not 3 sigma².',
      functions: { modesCovered: (x, m, s) => from(x, m, (d) => d <= 3 * s * s, (n) => n >= 20) }, // prettier-ignore
    },
    {
      name: 'quality only at the covered modes',
      hint: 'Every sample within 3 sigma of a mode is of high quality, whether or not that mode has 20 of them.',
      functions: {
        modesCovered: (x, m, s) => {
          const { counts, covered } = modeCoverage(x, { modes: m, sigma: s });
          return { covered, highQuality: counts.reduce((a, n) => a + (n >= 20 ? n : 0), 0) / x.length };
        },
      },
    },
    {
      name: 'a count for a share',
      hint: 'highQuality is a share of all samples, from 0 to 1: divide by their number.',
      functions: {
        modesCovered: (x, m, s) => {
          const { covered, highQuality } = right(x, m, s);
          return { covered, highQuality: highQuality * x.length };
        },
      },
    },
  ],
  probe: async (student) => [
    await student.modesCovered(mixed, modes, 1),
    await student.modesCovered(small, modes, 0.5),
  ],
});
