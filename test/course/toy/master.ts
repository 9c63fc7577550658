import type { Cell, GraderMetadata, Notebook } from 'saddlepoint-course/dist/course/release/notebook';

const grader = (grade_id: string, more: Partial<GraderMetadata>): Cell['metadata'] => ({
  nbgrader: { schema_version: 3, grade: false, solution: false, locked: false, task: false, grade_id, ...more },
});

const code = (id: string, source: string, metadata: Cell['metadata'] = {}): Cell => {
  const outputs = [{ output_type: 'stream', name: 'stdout', text: 'shown\n' }];
  return { cell_type: 'code', id, metadata, source, execution_count: 7, outputs };
};
const markdown = (id: string, source: string, metadata: Cell['metadata'] = {}): Cell => {
  return { cell_type: 'markdown', id, metadata, source };
};

/** A small master with all that a master can have. A fresh one each time, for a test to damage. */
export const toyMaster = (): Notebook => ({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: { kernelspec: { name: 'tslab', display_name: 'TypeScript', language: 'typescript' } },
  cells: [
    markdown('title', '# A toy'),
    code('imports', "import { tf } from 'saddlepoint';\nimport { check } from 'saddlepoint-course';"),
    code('given', 'const sum = (xs: number[]) => xs.reduce((a, b) => a + b, 0);\nconsole.log(sum([1, 2]));'),
    code(
      'mean',
      [
        '/** The mean of some numbers. */',
        'function mean(xs: number[]): number {',
        '  // BEGIN SOLUTION',
        '  return sum(xs) / xs.length;',
        '  // END SOLUTION',
        '}',
      ].join('\n'),
      grader('99.1', { solution: true }),
    ),
    code(
      'mean-check',
      "await check('99.1', { mean });",
      grader('99.1-check', { grade: true, locked: true, points: 2 }),
    ),
    code(
      'loss',
      [
        'const loss = (x: tf.Tensor1D): tf.Scalar => {',
        '    // BEGIN SOLUTION',
        '    return tf.mean(tf.softplus(x));',
        '    // END SOLUTION',
        '};',
      ].join('\n'),
      grader('99.2', { solution: true }),
    ),
    code(
      'loss-check',
      "await check('99.2', { loss });\n// BEGIN HIDDEN TESTS\nloss(tf.zeros([1])).print();\n// END HIDDEN TESTS",
      grader('99.2-check', { grade: true, locked: true, points: 1 }),
    ),
    code(
      'step',
      [
        'function step(network: tf.Sequential, rate: number): void {',
        '  // BEGIN SOLUTION',
        '  network.setWeights(network.getWeights().map((w) => w.mul(1 - 2 * rate)));',
        '  // END SOLUTION',
        '}',
      ].join('\n'),
      grader('99.3', { solution: true }),
    ),
    code(
      'step-check',
      "await check('99.3', { step });",
      grader('99.3-check', { grade: true, locked: true, points: 1 }),
    ),
    markdown(
      'reflect',
      'Why?\n\n<!-- BEGIN SOLUTION -->\nBecause.\n<!-- END SOLUTION -->',
      grader('reflect', { grade: true, solution: true, points: 1, cell_type: 'markdown' }),
    ),
  ],
});

/** The cell with this id. */
export const cellOf = (notebook: Notebook, id: string): Cell => notebook.cells.find((c) => c.id === id)!;
