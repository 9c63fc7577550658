import type { Exercise, NotebookSpec } from '../check/exercise';
import { graderOf, solutionCells, type Cell, type Notebook } from './notebook';
import { stubOf, unanswered, withoutHiddenTests } from './stub';

/**
 * The student edition of a master: solutions are stubs, hidden tests and outputs are gone, checks are locked.
 * @param master a notebook of `solutions/`
 * @param spec its exercises
 * @throws Error that names the cell and what is wrong with it
 */
export function studentEdition(master: Notebook, spec: NotebookSpec): Notebook {
  validate(master, spec);
  const cells = master.cells.map((cell, i) => inCell(cell, i, () => studentCell(cell)));
  return { ...master, cells, metadata: notebookMetadata(master) };
}

function studentCell(cell: Cell): Cell {
  const grader = graderOf(cell);
  const bare = cell.cell_type === 'code' ? { ...cell, outputs: [], execution_count: null } : cell;
  const visible = { ...bare, metadata: withoutSitting(cell.metadata), source: withoutHiddenTests(cell.source) };
  if (grader?.solution !== true) return grader?.locked === true ? locked(visible) : visible;
  const source = cell.cell_type === 'code' ? stubOf(visible.source, grader.grade_id) : unanswered(visible.source);
  return { ...visible, source };
}

const locked = (cell: Cell): Cell => ({ ...cell, metadata: { ...cell.metadata, deletable: false, editable: false } });

/** Without what JupyterLab writes about one sitting: a file must come out the same every time. */
function withoutSitting(metadata: Cell['metadata']): Cell['metadata'] {
  return Object.fromEntries(Object.entries(metadata).filter(([key]) => key !== 'execution' && key !== 'collapsed'));
}

const notebookMetadata = (master: Notebook): Record<string, unknown> => {
  const { kernelspec, language_info } = master.metadata;
  return { kernelspec, language_info };
};

/** Checks a master's cells against nbgrader's schema and against its spec. @throws Error at the first fault */
function validate(master: Notebook, spec: NotebookSpec): void {
  const seen = new Map<string, number>();
  master.cells.forEach((cell, i) => {
    inCell(cell, i, () => {
      validateCell(cell);
      const id = graderOf(cell)?.grade_id;
      if (id !== undefined && seen.has(id)) throw new Error(`grade_id "${id}" is cell ${seen.get(id)! + 1}'s already`);
      if (id !== undefined) seen.set(id, i);
    });
  });
  const solutions = solutionCells(master).map((cell) => graderOf(cell)!.grade_id);
  for (const id of solutions) {
    if (!spec.exercises.some((e) => e.id === id)) throw new Error(`exercise ${id} is not in the spec ${spec.notebook}`);
  }
  for (const e of spec.exercises) {
    if (!solutions.includes(e.id)) throw new Error(`exercise ${e.id} of the spec has no solution cell`);
    validateCheck(master, e);
  }
}

function validateCell(cell: Cell): void {
  const grader = graderOf(cell);
  if (grader === undefined) {
    if (/(BEGIN|END) (SOLUTION|HIDDEN TESTS)/.test(cell.source))
      throw new Error('it has markers, but no nbgrader metadata');
    if (/^\s*await check\(/m.test(cell.source)) throw new Error('it calls check, but has no nbgrader metadata');
    return;
  }
  if (grader.schema_version !== 3)
    throw new Error(`nbgrader schema_version is ${grader.schema_version}, and 3 is wanted`);
  if (!grader.grade_id) throw new Error('its nbgrader metadata has no grade_id');
  if (!/^[\w.-]+$/.test(grader.grade_id))
    throw new Error(`grade_id "${grader.grade_id}" has other than letters, digits, . _ -`);
  for (const key of ['grade', 'solution', 'locked', 'task'] as const) {
    if (typeof grader[key] !== 'boolean') throw new Error(`nbgrader's "${key}" must be true or false`);
  }
  if (grader.grade && !(typeof grader.points === 'number' && grader.points >= 0))
    throw new Error('a graded cell needs points');
  if (grader.solution && grader.locked) throw new Error('a solution cell cannot be locked');
  if (grader.grade && !grader.solution && !grader.locked) throw new Error('a check cell must be locked');
}

function validateCheck(master: Notebook, e: Exercise): void {
  const check = master.cells.find((c) => new RegExp(`\\bcheck\\(['"]${e.id}['"]`).test(c.source));
  const grader = check === undefined ? undefined : graderOf(check);
  if (grader?.grade !== true) throw new Error(`exercise ${e.id} has no graded cell that calls check('${e.id}', ...)`);
  if (grader.points !== e.points) {
    throw new Error(
      `exercise ${e.id} is worth ${e.points} points in the spec and ${String(grader.points)} in its check cell`,
    );
  }
}

function inCell<T>(cell: Cell, index: number, f: () => T): T {
  try {
    return f();
  } catch (error) {
    const id = graderOf(cell)?.grade_id;
    throw new Error(`cell ${index + 1}${id ? ` (${id})` : ''}: ${(error as Error).message}`);
  }
}
