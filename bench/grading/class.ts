import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadSpec } from 'saddlepoint-course/dist/course/check/specs';
import { graderOf, readNotebook, type Notebook } from 'saddlepoint-course/dist/course/release/notebook';
import { studentEdition } from 'saddlepoint-course/dist/course/release/release';
import { formatNotebook } from 'saddlepoint-course/dist/course/release/store';

/** The notebook that the class hands in. */
export const NOTEBOOK = '04-em';

/** How one student in ten does: which exercises are right, and what stands in place of one of the others. */
const KINDS: { solved: number[]; instead?: [id: number, source: string] }[] = [
  { solved: [1, 2, 3, 4, 5] },
  { solved: [1, 2, 3, 4, 5] },
  { solved: [1, 2, 3, 4, 5] },
  { solved: [1, 2, 3] },
  { solved: [1, 2, 4] },
  {
    solved: [1, 3, 4, 5],
    instead: [
      2,
      'const eStep = (rows) => rows.map((r) => r.map((v) => Math.exp(v) / r.map(Math.exp).reduce((a, b) => a + b)));',
    ],
  },
  { solved: [] },
  {
    solved: [2, 3],
    instead: [1, 'function freeEnergy(q: number[], logJoint: number[]): number {\n  return "later";\n}'],
  },
  { solved: [1, 2], instead: [3, "throw new Error('where is the M step?');"] },
  { solved: [1, 3], instead: [2, 'function eStep(logJoint: number[][]): number[][] {\n  for (;;);\n}'] },
];

/** A class of mixed quality, as nbgrader's tree; every notebook is another file. */
export function writeClass(folder: string, size: number): void {
  const master = readNotebook(join('solutions', `${NOTEBOOK}.ipynb`));
  const edition = studentEdition(master, loadSpec(NOTEBOOK));
  for (let i = 0; i < size; i++) {
    const student = `student-${String(i + 1).padStart(4, '0')}`;
    mkdirSync(join(folder, student, NOTEBOOK), { recursive: true });
    writeFileSync(join(folder, student, NOTEBOOK, `${NOTEBOOK}.ipynb`), formatNotebook(handedIn(master, edition, i)));
  }
}

function handedIn(master: Notebook, edition: Notebook, i: number): Notebook {
  const { solved, instead } = KINDS[i % KINDS.length]!;
  const cells = edition.cells.map((cell, at) => {
    const grader = graderOf(cell);
    const exercise = grader?.solution === true ? Number(/^\d\d\.(\d+)$/.exec(grader.grade_id)?.[1]) : NaN;
    const source =
      exercise === instead?.[0] ? instead[1] : solved.includes(exercise) ? master.cells[at]!.source : undefined;
    return source === undefined ? cell : { ...cell, source: `// ${i + 1}\n${source}` };
  });
  return { ...edition, cells };
}
