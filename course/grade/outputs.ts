import { join } from 'node:path';
import { writeWhole } from '../release/store';
import { gradesCsv } from './csv';
import { gradescopeResults } from './gradescope';
import type { Settings } from './messages';
import type { NotebookGrade } from './result';

/**
 * Writes all that a run gives, from its grades alone: the same grades make the same bytes.
 * @param grades by student, then notebook, as `readJournal` gives them
 */
export function writeOutputs(out: string, grades: readonly NotebookGrade[], late: Settings['late']): void {
  writeWhole(join(out, 'grades.csv'), gradesCsv(grades, late));
  for (const g of grades) {
    writeWhole(join(out, g.student, `${g.notebook}.json`), `${JSON.stringify(gradescopeResults(g), null, 2)}\n`);
  }
}
