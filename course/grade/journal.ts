import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { NotebookGrade } from './result';

/** Where a run keeps what it has graded: OUT/journal.jsonl, one line a notebook, in the order they were done. */
export const journalFile = (out: string): string => join(out, 'journal.jsonl');

/** Which notebook of which student a line is about. */
export const keyOf = (g: { student: string; notebook: string }): string => `${g.student}/${g.notebook}`;

/**
 * What a run has graded so far, by student, then notebook. A line that was cut off by a kill is left out; of
 * a notebook that was graded again the last line counts.
 * @throws Error when a line before the last is damaged
 */
export function readJournal(out: string): NotebookGrade[] {
  const { grades } = wholeLines(journalFile(out));
  const last = new Map(grades.map((g) => [keyOf(g), g]));
  return [...last.values()].sort((a, b) => compare(a.student, b.student) || compare(a.notebook, b.notebook));
}

/** By code units, which is the same on every machine. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Adds lines to a journal, each on the disk before `append` returns. */
export class Journal {
  private readonly file: number;

  /** Goes on after the last whole line: what a kill has cut off is cut away. */
  constructor(out: string) {
    const path = journalFile(out);
    const { bytes } = wholeLines(path);
    this.file = openSync(path, 'a');
    ftruncateSync(this.file, bytes);
  }

  append(grade: NotebookGrade): void {
    const line = Buffer.from(`${JSON.stringify(grade)}\n`);
    for (let done = 0; done < line.length;) done += writeSync(this.file, line, done);
    fsyncSync(this.file);
  }

  close(): void {
    closeSync(this.file);
  }
}

function wholeLines(path: string): { grades: NotebookGrade[]; bytes: number } {
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  const grades = whole
    .split('\n')
    .filter((line) => line !== '')
    .map((line, i) => {
      try {
        return JSON.parse(line) as NotebookGrade;
      } catch {
        throw new Error(`${path}: line ${i + 1} is damaged. Grade into a fresh folder, without --resume.`);
      }
    });
  return { grades, bytes: Buffer.byteLength(whole) };
}
