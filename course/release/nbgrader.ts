import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { metadataAsStored } from './grade-id';
import { graderOf, type Cell, type Notebook } from './notebook';
import { writeNotebook, writeWhole } from './store';
import { ANSWER_HERE } from './stub';

/**
 * Writes a notebook into an nbgrader course: the master in source/, the student edition in release/, each as
 * NN-topic/NN-topic.ipynb, and the configuration without which nbgrader refuses TypeScript.
 * @returns what was written
 */
export function writeNbgrader(course: string, name: string, master: Notebook, edition: Notebook): string[] {
  const file = (step: string): string => join(course, step, name, `${name}.ipynb`);
  writeNotebook(file('source'), master);
  writeNotebook(file('release'), { ...edition, cells: edition.cells.map(releasedCell) });
  const config = join(course, 'nbgrader_config.py');
  if (existsSync(config)) return [file('source'), file('release')];
  writeWhole(config, CONFIG);
  return [file('source'), file('release'), config];
}

const CONFIG = `c = get_config()
c.ClearSolutions.code_stub = {"typescript": "throw new Error('Write your answer here.');"}
c.ClearSolutions.text_stub = "${ANSWER_HERE}"
`;

/** A cell as \`nbgrader generate_assignment\` leaves it: what is graded cannot be deleted, and has a checksum. */
function releasedCell(cell: Cell): Cell {
  const grader = graderOf(cell);
  if (grader === undefined || !(grader.grade || grader.solution || grader.locked)) return cell;
  const nbgrader = { ...grader, cell_type: cell.cell_type, checksum: checksum(cell) };
  return { ...cell, metadata: { ...cell.metadata, deletable: false, nbgrader } };
}

/** nbgrader 0.9's utils.compute_checksum. */
function checksum(cell: Cell): string {
  const { grade, solution, locked, grade_id, points } = metadataAsStored(cell.metadata).nbgrader!;
  const python = (b: boolean): string => (b ? 'True' : 'False');
  const isLocked = !solution && (grade || locked);
  const parts = [cell.source, cell.cell_type, python(grade), python(solution), python(isLocked), grade_id];
  if (grade) parts.push(Number.isInteger(points) ? `${points!}.0` : String(points));
  return createHash('md5').update(parts.join('')).digest('hex');
}
