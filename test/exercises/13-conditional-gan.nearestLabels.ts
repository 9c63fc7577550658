import { exercise, expectClose } from 'saddlepoint-course';
import { wave } from './13-conditional-gan.shared';

type NearestLabels = {
  nearestLabels: (queries: number[][], references: number[][], labels: number[]) => number[];
};

/** The index of the reference for which `cost` is least. */
const cheapest = (q: number[], references: number[][], cost: (q: number[], r: number[]) => number): number => {
  const costs = references.map((r) => cost(q, r));
  return costs.indexOf(Math.min(...costs));
};
const by =
  (cost: (q: number[], r: number[]) => number): NearestLabels['nearestLabels'] =>
  (queries, references, labels) =>
    queries.map((q) => labels[cheapest(q, references, cost)]!);
const squared = (q: number[], r: number[]): number => q.reduce((total, v, i) => total + (v - r[i]!) ** 2, 0);
const absolute = (q: number[], r: number[]): number => q.reduce((total, v, i) => total + Math.abs(v - r[i]!), 0);
const inner = (q: number[], r: number[]): number => q.reduce((total, v, i) => total - v * r[i]!, 0);

const references = [
  [0, 0],
  [2, 2],
  [0, 3],
  [9, 9],
];
const labels = [7, 4, 1, 7];
const queries = [
  [0.2, 0.1],
  [1.6, 1.9],
  [0, 2.9],
  [0.1, 4.9],
];
const corner = [
  [3, 3],
  [0, 5],
];
const many = Array.from({ length: 30 }, (_, i) => wave(5, i));
const some = Array.from({ length: 12 }, (_, i) => wave(5, 100 + i));
const classes = many.map((_, i) => i % 4);

export const nearestLabels = exercise<NearestLabels>({
  id: '13.5',
  title: 'The nearest neighbour gives its label',
  points: 3,
  tests: [
    {
      name: 'four points of the plane',
      run: async (student) => {
        await expectClose(await student.nearestLabels(queries, references, labels), [7, 4, 1, 1]);
      },
    },
    {
      name: 'Euclid: (3, 3) is nearer to the origin than (0, 5)',
      run: async (student) => {
        await expectClose(await student.nearestLabels([[0, 0]], corner, [1, 2]), [1]);
      },
    },
    {
      name: 'a reference gets its own label',
      run: async (student) => {
        await expectClose(await student.nearestLabels(many, many, classes), classes);
      },
    },
    {
      name: 'twelve queries in five dimensions',
      hidden: true,
      run: async (student) => {
        await expectClose(await student.nearestLabels(some, many, classes), by(squared)(some, many, classes));
      },
    },
    {
      name: 'moving everything by the same vector changes nothing',
      hidden: true,
      run: async (student) => {
        const moved = (points: number[][]): number[][] => points.map((p) => p.map((v, i) => v + 10 * (i + 1)));
        const out = await student.nearestLabels(moved(some), moved(many), classes);
        await expectClose(out, by(squared)(some, many, classes));
      },
    },
  ],
  mistakes: [
    {
      name: 'the place of the neighbour, not its label',
      hint: 'You return which reference is nearest; return labels[that].',
      functions: { nearestLabels: (q, r) => q.map((point) => cheapest(point, r, squared)) },
    },
    {
      name: 'the farthest neighbour',
      hint: 'You keep the largest distance; the nearest has the smallest.',
      functions: { nearestLabels: by((q, r) => -squared(q, r)) },
    },
    {
      name: 'the largest inner product',
      hint: 'q·r is large for long r, however far away. The squared distance is |q|² - 2 q·r + |r|²: |r|² must not be left out.',
      functions: { nearestLabels: by(inner) },
    },
    {
      name: 'differences that are not squared',
      hint: 'You sum differences as they are: positive and negative ones cancel. Square them.',
      functions: { nearestLabels: by((q, r) => q.reduce((total, v, i) => total + v - r[i]!, 0)) },
    },
    {
      name: 'the sum of absolute differences',
      hint: 'That is the L1 distance. The Euclidean one sums the squares (its root changes no order).',
      functions: { nearestLabels: by(absolute) },
    },
  ],
  probe: async (student) => [
    await student.nearestLabels(some, many, classes),
    await student.nearestLabels(queries, references, labels),
    await student.nearestLabels([[0, 0]], corner, [1, 2]),
  ],
});
