import { join } from 'node:path';
import { writeWhole } from '../release/store';
import { gradesCsv } from './csv';
import { gradesFile } from './folder';
import { gradescopeResults } from './gradescope';
import { questionsCsv } from './manual';
import type { Settings } from './messages';
import { feedbackPage } from './pages/feedback';
import { summaryPage } from './pages/summary';
import type { NotebookGrade } from './result';

/**
 * Writes all that a run gives, from its grades alone: the same grades make the same bytes.
 * @param grades by student, then notebook, as `readJournal` gives them
 */
export function writeOutputs(out: string, grades: readonly NotebookGrade[], late: Settings['late']): void {
  writeWhole(join(out, 'questions.csv'), questionsCsv(grades));
  writeWhole(join(out, 'summary.html'), summaryPage(grades));
  for (const g of grades) {
    writeWhole(join(out, g.student, `${g.notebook}.html`), feedbackPage(g));
    writeWhole(join(out, g.student, `${g.notebook}.json`), `${JSON.stringify(gradescopeResults(g), null, 2)}\n`);
  }
  writeWhole(gradesFile(out), gradesCsv(grades, late)); // last: it says that all is there
}
