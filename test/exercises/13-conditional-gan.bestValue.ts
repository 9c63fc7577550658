import { exercise, expectClose } from 'saddlepoint-course';
import { joint, sum } from './13-conditional-gan.shared';

type BestValue = { bestValue: (p: number[][], g: number[][]) => number };

/** a log(a / b), and 0 where a is 0 */
const term = (a: number, b: number): number => (a > 0 ? a * Math.log(a / b) : 0);
const value = (p: readonly number[], g: readonly number[]): number =>
  sum(p.map((a, i) => term(a, a + g[i]!) + term(g[i]!, a + g[i]!)));
const overLabels = (table: number[][]): number[] => table[0]!.map((_, x) => sum(table.map((row) => row[x]!)));
const normalised = (row: number[]): number[] => row.map((v) => v / sum(row));

const LOG_4 = Math.log(4);
const p = joint(3, 4, 1);
const g = joint(3, 4, 2);
/** Two labels, two images, one for each; and the same with the labels exchanged. */
const right = [
  [0.5, 0],
  [0, 0.5],
];
const exchanged = [...right].reverse();
/** The labels are not equally frequent. */
const uneven = [
  [0.7, 0.2],
  [0.05, 0.05],
];
const unevenFakes = [
  [0.5, 0.4],
  [0.02, 0.08],
];

export const bestValue = exercise<BestValue>({
  id: '13.1',
  title: 'The value of the conditional game against the best judge',
  points: 3,
  tests: [
    {
      name: 'fakes that are distributed as the data: -log 4',
      run: async (student) => {
        await expectClose(await student.bestValue(p, p), -LOG_4);
      },
    },
    {
      name: 'every image is real, every label is wrong: the judge sees it, 0',
      run: async (student) => {
        await expectClose(await student.bestValue(right, exchanged), 0);
      },
    },
    {
      name: 'two tables of three labels and four images',
      run: async (student) => {
        await expectClose(await student.bestValue(p, g), value(p.flat(), g.flat()));
      },
    },
    {
      name: 'a rare label counts as rarely as it is',
      hidden: true,
      run: async (student) => {
        await expectClose(await student.bestValue(uneven, unevenFakes), value(uneven.flat(), unevenFakes.flat()));
      },
    },
    {
      name: 'one label: the value of the plain game; and a cell where nobody ever is adds nothing',
      hidden: true,
      run: async (student) => {
        await expectClose(await student.bestValue([[0.25, 0.75, 0]], [[0.5, 0.5, 0]]), value([0.25, 0.75], [0.5, 0.5]));
      },
    },
  ],
  mistakes: [
    {
      name: 'a judge that is not told the label',
      hint: 'That is the slip of the slide: you summed over the labels first, so your judge sees x and not y. Exchanged labels then cost nothing. Compare p and g cell by cell.',
      functions: { bestValue: (a, b) => value(overLabels(a), overLabels(b)) },
    },
    {
      name: 'all labels count the same',
      hint: 'The cells are joint probabilities p(x, y): the label y comes in with its own p(y). Do not normalise the rows and average them.',
      functions: {
        bestValue: (a, b) => sum(a.map((row, y) => value(normalised(row), normalised(b[y]!)))) / a.length,
      },
    },
    {
      name: 'zero times log zero',
      hint: 'Where p is 0 its term is 0, but JavaScript says 0 * -Infinity = NaN: leave those terms out.',
      functions: {
        bestValue: (a, b) =>
          sum(
            a.flatMap((row, y) =>
              row.map((v, x) => v * Math.log(v / (v + b[y]![x]!)) + b[y]![x]! * Math.log(b[y]![x]! / (v + b[y]![x]!))),
            ),
          ),
      },
    },
    {
      name: 'twice the Jensen-Shannon divergence',
      hint: 'You divided by the mean of p and g. D* = p / (p + g), without the 1/2: your number is larger by log 4.',
      functions: { bestValue: (a, b) => value(a.flat(), b.flat()) + LOG_4 },
    },
    {
      name: 'the fakes are left out',
      hint: 'The judge is also paid for calling fakes fake: add the sum of g log(1 - D*), with 1 - D* = g / (p + g).',
      functions: { bestValue: (a, b) => sum(a.flatMap((row, y) => row.map((v, x) => term(v, v + b[y]![x]!)))) },
    },
  ],
  probe: async (student) => [
    await student.bestValue(p, g),
    await student.bestValue(uneven, unevenFakes),
    Number.isFinite(await student.bestValue(right, exchanged)),
  ],
});
