import type { Settings } from './messages';
import type { NotebookGrade } from './result';

/** nbgrader's columns, in its order. */
const COLUMNS = [
  ...['assignment', 'duedate', 'timestamp', 'student_id', 'last_name', 'first_name', 'email'],
  ...['raw_score', 'late_submission_penalty', 'score', 'max_score'],
];

/** grades.csv: a line a notebook, with nbgrader's columns. Names are not known here and stay empty. */
export function gradesCsv(grades: readonly NotebookGrade[], late: Settings['late']): string {
  const due = late.kind === 'none' ? '' : late.due;
  const rows = grades.map((g) => [
    ...[g.notebook, due, g.submitted ?? '', g.student, '', '', ''],
    ...[g.rawScore, g.latePenalty, g.score, g.maxScore],
  ]);
  return csvOf([COLUMNS, ...rows]);
}

/** Lines of fields as RFC 4180 has them. */
export const csvOf = (rows: readonly (readonly (string | number)[])[]): string =>
  rows.map((row) => `${row.map(field).join(',')}\r\n`).join('');

/** A field as RFC 4180 has it; one that a spreadsheet would compute begins with an apostrophe. */
function field(value: string | number): string {
  const text = typeof value === 'string' && /^[=+@\t\r-]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
