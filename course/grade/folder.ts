import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '../release/store';
import { loadAssignment } from './assignment';
import { takeIn } from './intake';
import { journalFile, keyOf, readJournal } from './journal';
import type { Settings } from './messages';
import type { Submission } from './submissions';

export const settingsFile = (out: string): string => join(out, 'run.json');

/**
 * Makes OUT ready for a run: a fresh folder, or one that is gone on with.
 * @throws Error when there is a run in OUT and it is not to be resumed, or it was made with other settings
 */
export function openFolder(out: string, settings: Settings, resume: boolean): void {
  const before = existsSync(settingsFile(out)) ? readFileSync(settingsFile(out), 'utf8') : undefined;
  const now = `${JSON.stringify({ ...settings, course: undefined, versions: versions(settings) }, null, 2)}\n`;
  if (!resume && (before !== undefined || existsSync(journalFile(out)))) {
    throw new Error(`${out}: there is a run already. Add --resume to go on with it, or name another folder.`);
  }
  if (before !== undefined && before !== now) {
    throw new Error(`${out}: its run had other settings, or the course has changed. Name another folder.`);
  }
  mkdirSync(out, { recursive: true });
  writeWhole(settingsFile(out), now);
}

/** grades.csv, which is there when a run has come to its end. */
export const gradesFile = (out: string): string => join(out, 'grades.csv');

const versions = ({ assignments, course }: Settings): Record<string, string> =>
  Object.fromEntries(assignments.map((n) => [n, loadAssignment(n, course).version]));

/** The submissions that are not graded yet: not in the journal, handed in anew since, or failed by the grader. */
export function pending(out: string, submissions: readonly Submission[]): Submission[] {
  const graded = new Map(readJournal(out).map((g) => [keyOf(g), g]));
  return submissions.filter((s) => {
    const g = graded.get(keyOf(s));
    return g === undefined || g.failure?.ours === true || (g.sha256 !== '' && g.sha256 !== takeIn(s).sha256);
  });
}
