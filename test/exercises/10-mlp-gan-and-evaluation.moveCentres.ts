import { expect } from 'chai';
import { exercise, expectClose } from 'saddlepoint-course';
import { EXACT, rows, squaredDistance, sum, wave } from './10-mlp-gan-and-evaluation.shared';

type Move = { moveCentres: (x: number[][], centres: number[][]) => number[][] };

const nearest = (point: number[], centres: number[][]): number => {
  const distances = centres.map((centre) => squaredDistance(point, centre));
  return distances.indexOf(Math.min(...distances));
};
const column = (points: readonly number[][], i: number): number[] => points.map((point) => point[i]!);
type Summary = (values: number[], count: number, all: number) => number;
const moved =
  (summary: Summary, empty: (centre: number[]) => number[] = (centre) => [...centre]) =>
  (x: number[][], centres: number[][]): number[][] =>
    centres.map((centre, k) => {
      const own = x.filter((point) => nearest(point, centres) === k);
      return own.length === 0 ? empty(centre) : centre.map((_, i) => summary(column(own, i), own.length, x.length));
    });
const answer = moved((values, count) => sum(values) / count);
const distortion = (x: number[][], centres: number[][]): number =>
  sum(x.map((point) => squaredDistance(point, centres[nearest(point, centres)]!)));

const points = rows(wave(36, 2), 3);
const start = rows(wave(12, 5), 3);

export const moveCentres = exercise<Move>({
  id: '10.2',
  title: 'One move of k-means',
  points: 3,
  tests: [
    {
      name: 'one centre goes to the mean of all points',
      run: async (student) => {
        const x = [[0, 0], [2, 0], [4, 6]]; // prettier-ignore
        await expectClose(await student.moveCentres(x, [[9, 9]]), [[2, 2]], EXACT);
      },
    },
    {
      name: 'two clumps on the line: each centre takes the points that are nearer to it',
      run: async (student) => {
        await expectClose(await student.moveCentres([[0], [1], [10], [14]], [[2], [9]]), [[0.5], [12]], EXACT);
      },
    },
    {
      name: 'a centre without points stays where it is',
      run: async (student) => {
        await expectClose(await student.moveCentres([[0], [1]], [[0.4], [99]]), [[0.5], [99]], EXACT);
      },
    },
    {
      name: 'the distortion never rises',
      run: async (student) => {
        let centres = start;
        for (let t = 0; t < 5; t++) {
          const next = await student.moveCentres(points, centres);
          expect(distortion(points, next)).to.be.at.most(distortion(points, centres) + 1e-12);
          centres = next;
        }
      },
    },
    {
      name: 'irregular points in three dimensions',
      hidden: true,
      weight: 2,
      run: async (student) => {
        await expectClose(await student.moveCentres(points, start), answer(points, start), EXACT);
      },
    },
  ],
  mistakes: [
    {
      name: 'nothing divided by nothing',
      hint: 'A centre that no point is nearest to has the mean 0/0 = NaN, and is lost. Leave it where it is.',
      functions: { moveCentres: moved((values, count) => sum(values) / count, (centre) => centre.map(() => NaN)) }, // prettier-ignore
    },
    {
      name: 'divided by the number of all points',
      hint: 'A centre goes to the mean of its own points: divide by how many these are, not by N.',
      functions: { moveCentres: moved((values, _count, all) => sum(values) / all) },
    },
    {
      name: 'the median',
      hint: 'That is the median of each coordinate. The mean is what makes the squared distances smallest.',
      functions: {
        moveCentres: moved((values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!),
      },
    },
    {
      name: 'half-way only',
      hint: 'The centre goes to the mean at once, not half-way.',
      functions: {
        moveCentres: (x, centres) => answer(x, centres).map((row, k) => row.map((v, i) => (v + centres[k]![i]!) / 2)),
      },
    },
    {
      name: 'centres in place of points',
      hint: 'Each point goes to its nearest centre. You take for each centre its nearest point, and forget the others.',
      functions: {
        moveCentres: (x, centres) => centres.map((centre) => [...x[nearest(centre, x)]!]),
      },
    },
  ],
  probe: async (student) => [
    await student.moveCentres(points, start),
    await student.moveCentres([[0], [1], [5], [6], [10]], [[2], [99]]),
  ],
});
