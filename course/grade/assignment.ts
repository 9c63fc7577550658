import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadSpec, SPECS } from '../check/specs';
import type { NotebookSpec } from '../check/exercise';
import { ROOT } from '../execute/runner';
import { graderOf, readNotebook, type Cell, type Notebook } from '../release/notebook';
import { studentEdition } from '../release/release';

/** Where a course's masters and specs lie. */
export interface Course {
  masters: string;
  specs: string;
  /** the only exercise that is graded, "04.2"; all unless said */
  exercise?: string;
}

export const COURSE: Course = { masters: join(ROOT, 'solutions'), specs: SPECS };

/** All that grading one notebook of the course needs. */
export interface Assignment {
  notebook: string;
  spec: NotebookSpec;
  /** the frame: a submission's solution cells take the place of its stubs */
  edition: Notebook;
  /** the file of the notebook's harness, where it has one */
  harness?: string;
  /** what decides grades: "0.1.0+" and the first digits of a hash of the master and the spec */
  version: string;
}

/** @throws Error when there is no such notebook, or its master and its spec do not fit */
export function loadAssignment(notebook: string, { masters, specs, exercise }: Course = COURSE): Assignment {
  const spec = loadSpec(notebook, specs);
  const edition = studentEdition(readNotebook(join(masters, `${notebook}.ipynb`)), spec);
  const harness = join(specs, `${notebook}.harness.js`);
  const hash = createHash('sha256').update(JSON.stringify(edition)).update(specText(spec));
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  return {
    notebook,
    spec: exercise === undefined ? spec : { ...spec, exercises: spec.exercises.filter((e) => e.id === exercise) },
    edition,
    version: `${version}+${hash.digest('hex').slice(0, 12)}`,
    ...(existsSync(harness) ? { harness } : {}),
  };
}

/** What decides grades in a spec: its tests as they are written, their weights, the points. */
function specText({ exercises }: NotebookSpec): string {
  const tests = exercises.map((e) => [e.id, e.points, e.tests.map((t) => Object.values(t).map(String))]);
  return JSON.stringify(tests);
}

/** The questions of an edition that are graded by hand. */
export const manualCells = (edition: Notebook): Cell[] =>
  edition.cells.filter((c) => c.cell_type === 'markdown' && graderOf(c)?.grade === true);
