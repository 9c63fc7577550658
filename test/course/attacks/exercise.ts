import { tf } from 'saddlepoint';
import { exercise, expectClose } from 'saddlepoint-course';
import type { Assignment } from 'saddlepoint-course/dist/course/grade/assignment';
import type { Cell, Notebook } from 'saddlepoint-course/dist/course/release/notebook';

type Mean = { mean: (xs: number[]) => number };
type Honest = { double: (x: tf.Tensor1D) => tf.Tensor1D };

const draw = (): number[] => Array.from({ length: 5 }, () => Math.floor(100 * Math.random()));
const average = (xs: readonly number[]): number => xs.reduce((a, b) => a + b, 0) / xs.length;

/** Every wrong answer fails each of its tests: a point that is given here was earned or stolen. */
const attacked = exercise<Mean>({
  id: '99.1',
  title: 'The mean',
  points: 2,
  tests: [false, true].map((hidden) => ({
    name: 'the mean of five numbers, three times',
    hidden,
    run: async (student) => {
      for (let i = 0; i < 3; i++) {
        const xs = draw();
        await expectClose(await student.mean(xs), average(xs), { absolute: 1e-12 });
      }
    },
  })),
  mistakes: [{ name: 'a sum', hint: 'Divide.', functions: { mean: (xs) => 5 * average(xs) } }],
  probe: (student) => student.mean([1, 4]),
});

/** Answered right in every attack: what one cell does must cost no other cell anything. */
const beside = exercise<Honest>({
  id: '99.2',
  title: 'Twice',
  points: 1,
  tests: [
    {
      name: 'twice a tensor',
      run: async (student) => {
        await expectClose(await student.double(tf.tensor1d([1, 2])), tf.tensor1d([2, 4]));
      },
    },
  ],
  mistakes: [{ name: 'thrice', hint: 'Twice.', functions: { double: (x) => x.mul(3) } }],
  probe: (student) => student.double(tf.tensor1d([1])),
});

const nbgrader = { schema_version: 3, grade: false, solution: true, locked: false, task: false };
const code = (source: string, grade_id?: string): Cell => ({
  cell_type: 'code',
  metadata: grade_id === undefined ? {} : { nbgrader: { ...nbgrader, grade_id } },
  source,
});

const HONEST = 'function double(x: tf.Tensor1D): tf.Tensor1D { return x.mul(2); }';

/** A notebook whose first solution cell is an attack, and whose second is right. */
export const notebookWith = (attack: string): Notebook => ({
  cells: [code("import { tf } from 'saddlepoint';"), code(attack, '99.1'), code(HONEST, '99.2')],
  metadata: {},
  nbformat: 4,
  nbformat_minor: 5,
});

export const assignment: Assignment = {
  notebook: '99-attacks',
  spec: { notebook: '99-attacks', exercises: [attacked, beside] },
  edition: notebookWith('function mean(xs: number[]): number { throw new Error(); }'),
  version: 'test',
};
