import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { csvOf } from './csv';
import { penaltyOf, type LatePolicy } from './late';
import { rounded, type ManualQuestion, type NotebookGrade } from './result';

/** What an instructor gave for an answer. */
interface Given {
  readonly points: number;
  readonly comment?: string;
  /** where it stands, for messages: "questions.csv, line 3" */
  readonly where: string;
}

/** By student, notebook and question. */
export type ManualPoints = ReadonlyMap<string, Given>;

const COLUMNS = ['student_id', 'assignment', 'grade_id', 'points', 'max_points', 'comment', 'answer'] as const;
type Row = Partial<Record<(typeof COLUMNS)[number], string>>;

const key = (student: string, notebook: string, id: string): string => `${student}\n${notebook}\n${id}`;

/**
 * questions.csv: a line for each answer that is graded by hand, for an instructor to fill in `points` and, who likes,
 * `comment`; then it is the FILE of --manual.
 */
export const questionsCsv = (grades: readonly NotebookGrade[]): string =>
  csvOf([
    [...COLUMNS],
    ...grades.flatMap((g) =>
      g.manual.map((q) => [
        ...[g.student, g.notebook, q.grade_id, q.points ?? '', q.maxPoints, q.comment ?? '', q.answer],
      ]),
    ),
  ]);

/**
 * The points that an instructor filled in; lines without points are left out.
 * @throws Error that names the file, the line, and what is wrong with it
 */
export function readManual(file: string): ManualPoints {
  const { data, meta } = Papa.parse<Row>(text(file), { header: true, skipEmptyLines: 'greedy' });
  for (const column of COLUMNS.slice(0, 4)) {
    if (!(meta.fields ?? []).includes(column)) throw new Error(`${file}: it has no column ${column}.`);
  }
  const given = new Map<string, Given>();
  data.forEach((row, i) => {
    const where = `${file}, answer ${i + 1}`;
    if ((row.points ?? '').trim() === '') return;
    const k = key(plain(row.student_id), plain(row.assignment), plain(row.grade_id));
    if (given.has(k))
      throw new Error(`${where}: ${k.replaceAll('\n', ' ')} has points already, in ${given.get(k)!.where}.`);
    given.set(k, { points: pointsOf(row.points!, where), ...commentOf(row), where });
  });
  return given;
}

function text(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new Error(`${file}: cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}).`);
  }
}

/** A field without the apostrophe that keeps a spreadsheet from computing it. */
const plain = (field: string | undefined): string => (field ?? '').trim().replace(/^'(?=[=+@-])/, '');

const commentOf = ({ comment }: Row): { comment?: string } =>
  plain(comment) === '' ? {} : { comment: plain(comment) };

function pointsOf(words: string, where: string): number {
  const points = Number(words.trim().replace(',', '.'));
  if (!Number.isFinite(points) || points < 0)
    throw new Error(`${where}: points must be a number from 0, not ${words}.`);
  return points;
}

/**
 * Grades with the points given by hand in their scores. A question without points counts 0 of its points.
 * @throws Error for points of an answer that is not there, or above what the question is worth
 */
export function withManual(grades: readonly NotebookGrade[], given: ManualPoints, late: LatePolicy): NotebookGrade[] {
  const known = new Set(grades.flatMap((g) => g.manual.map((q) => key(g.student, g.notebook, q.grade_id))));
  for (const [k, { where }] of given) {
    if (!known.has(k)) throw new Error(`${where}: there is no answer of ${k.replaceAll('\n', ' ')}.`);
  }
  const worth = new Map<string, number>();
  for (const g of grades)
    worth.set(
      g.notebook,
      Math.max(
        worth.get(g.notebook) ?? 0,
        sum(g.manual, (q) => q.maxPoints),
      ),
    );
  return grades.map((g) => added(g, given, worth.get(g.notebook)!, late));
}

function added(g: NotebookGrade, given: ManualPoints, worth: number, late: LatePolicy): NotebookGrade {
  const manual = g.manual.map((q) => answered(q, given.get(key(g.student, g.notebook, q.grade_id))));
  const rawScore = rounded(g.rawScore + sum(manual, (q) => q.points ?? 0));
  const latePenalty = rounded(penaltyOf(late, g.submitted, rawScore));
  const maxScore = rounded(g.maxScore + worth);
  return { ...g, manual, rawScore, latePenalty, score: rounded(rawScore - latePenalty), maxScore };
}

function answered(q: ManualQuestion, given: Given | undefined): ManualQuestion {
  if (given === undefined) return q;
  const { points, comment, where } = given;
  if (points > q.maxPoints) throw new Error(`${where}: ${points} points for a question that is worth ${q.maxPoints}.`);
  return { ...q, points, ...(comment === undefined ? {} : { comment }) };
}

const sum = <T>(list: readonly T[], f: (t: T) => number): number => list.reduce((s, t) => s + f(t), 0);
