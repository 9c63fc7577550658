import { join } from 'node:path';
import { expect } from 'chai';
import { loadSpec } from 'saddlepoint-course/dist/course/check/specs';
import type { Cell, Notebook } from 'saddlepoint-course/dist/course/release/notebook';
import { studentEdition } from 'saddlepoint-course/dist/course/release/release';
import { cellOf, toyMaster } from './toy/master';

const spec = loadSpec('99-toy', join(__dirname, 'toy'));

describe('a master that is wrong', () => {
  const grader = (cell: Cell): Record<string, unknown> => cell.metadata.nbgrader as unknown as Record<string, unknown>;
  const wrongs: [string, (m: Notebook) => unknown, RegExp][] = [
    [
      'no END',
      (m) => (cellOf(m, 'mean').source = 'function mean() {\n// BEGIN SOLUTION\n}'),
      /cell 4 \(99.1\): BEGIN SOLUTION in line 2 without an END/,
    ],
    [
      'no BEGIN',
      (m) => (cellOf(m, 'mean').source = 'function mean() {\n// END SOLUTION\n}'),
      /END SOLUTION in line 2 without a BEGIN/,
    ],
    [
      'a BEGIN in a BEGIN',
      (m) => (cellOf(m, 'mean').source = '// BEGIN SOLUTION\n// BEGIN SOLUTION\n'),
      /BEGIN SOLUTION in line 2, inside the one of line 1/,
    ],
    ['no markers', (m) => (cellOf(m, 'mean').source = 'function mean() {}'), /needs \/\/ BEGIN SOLUTION/],
    [
      'a marker outside of a function',
      (m) => (cellOf(m, 'mean').source = '// BEGIN SOLUTION\nfunction mean() {}\n// END SOLUTION'),
      /outside a function/,
    ],
    [
      'an open hidden test',
      (m) => (cellOf(m, 'loss-check').source = "await check('99.2', { loss });\n// BEGIN HIDDEN TESTS"),
      /cell 7 \(99.2-check\): BEGIN HIDDEN TESTS in line 2 without/,
    ],
    [
      'no grade_id',
      (m) => delete grader(cellOf(m, 'mean'))['grade_id'],
      /cell 4: its nbgrader metadata has no grade_id/,
    ],
    ['a strange grade_id', (m) => (grader(cellOf(m, 'mean'))['grade_id'] = 'a b'), /grade_id "a b"/],
    [
      'a grade_id used twice',
      (m) => (grader(cellOf(m, 'loss'))['grade_id'] = '99.1'),
      /cell 6 \(99.1\): grade_id "99.1" is cell 4's already/,
    ],
    ['an old schema', (m) => (grader(cellOf(m, 'mean'))['schema_version'] = 1), /schema_version is 1, and 3 is wanted/],
    ['a missing flag', (m) => delete grader(cellOf(m, 'mean'))['task'], /nbgrader's "task" must be true or false/],
    ['a check without points', (m) => delete grader(cellOf(m, 'mean-check'))['points'], /a graded cell needs points/],
    [
      'a check that is not locked',
      (m) => (grader(cellOf(m, 'mean-check'))['locked'] = false),
      /a check cell must be locked/,
    ],
    ['a locked solution', (m) => (grader(cellOf(m, 'mean'))['locked'] = true), /a solution cell cannot be locked/],
    [
      'other points than the spec',
      (m) => (grader(cellOf(m, 'mean-check'))['points'] = 5),
      /99.1 is worth 2 points in the spec and 5 in its check cell/,
    ],
    [
      'markers in a plain cell',
      (m) => delete cellOf(m, 'mean').metadata.nbgrader,
      /cell 4: it has markers, but no nbgrader metadata/,
    ],
    [
      'a plain check',
      (m) => delete cellOf(m, 'mean-check').metadata.nbgrader,
      /cell 5: it calls check, but has no nbgrader metadata/,
    ],
    ['no check', (m) => m.cells.splice(4, 1), /exercise 99.1 has no graded cell that calls check\('99.1', ...\)/],
    ['an exercise without a cell', (m) => m.cells.splice(3, 1), /exercise 99.1 of the spec has no solution cell/],
    [
      'an exercise without a spec',
      (m) => (grader(cellOf(m, 'mean'))['grade_id'] = '99.7'),
      /exercise 99.7 is not in the spec 99-toy/,
    ],
  ];
  for (const [what, damage, words] of wrongs) {
    it(`is refused for ${what}`, () => {
      const master = toyMaster();
      damage(master);
      expect(() => studentEdition(master, spec)).to.throw(words);
    });
  }
});
