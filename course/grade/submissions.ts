import { existsSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

/** A notebook that a student handed in. */
export interface Submission {
  student: string;
  /** "04-em" */
  notebook: string;
  file: string;
  /** a folder on the way to the file is a link, which is not followed */
  linked?: true;
  /** ISO 8601 */
  submitted?: string;
}

const NOTEBOOK = '.ipynb';

/**
 * The submissions of a folder, by student, then notebook: nbgrader's tree STUDENT/NN-topic/NN-topic.ipynb (with or
 * without a timestamp.txt beside), a flat folder of STUDENT.ipynb, or one file. Of links none is followed: a student
 * who hands one in does not say which file of ours to read.
 * @param assignments the notebooks that are graded; a flat folder and a file need exactly one
 * @throws Error when there is none, or it cannot be told which notebook a file is
 */
export function findSubmissions(path: string, assignments: readonly string[]): Submission[] {
  if (!existsSync(path)) throw new Error(`${path}: there is no such file or folder.`);
  const found = statSync(path).isDirectory() ? inFolder(path, assignments) : [flat(path, assignments)];
  if (found.length === 0) {
    throw new Error(
      `${path}: no submission of ${assignments.join(', ')} there: neither STUDENT/NN-topic/NN-topic.ipynb nor STUDENT.ipynb.`,
    );
  }
  return found.sort((a, b) => compare(a.student, b.student) || compare(a.notebook, b.notebook));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function inFolder(folder: string, assignments: readonly string[]): Submission[] {
  const names = readdirSync(folder).filter((name) => !name.startsWith('.'));
  const files = names.filter((name) => name.endsWith(NOTEBOOK)).map((name) => flat(join(folder, name), assignments));
  const trees = names
    .filter((name) => !name.endsWith(NOTEBOOK))
    .flatMap((student) => assignments.flatMap((notebook) => inTree(folder, student, notebook)));
  return [...files, ...trees];
}

function inTree(folder: string, student: string, notebook: string): Submission[] {
  const place = join(folder, student, notebook);
  const file = join(place, notebook + NOTEBOOK);
  if (!exists(file)) return [];
  const stamp = join(place, 'timestamp.txt');
  const linked = [join(folder, student), place].some((at) => lstatSync(at).isSymbolicLink());
  return [{ student, notebook, file, ...(linked ? { linked } : submitted(stamp)) }];
}

/** Whether something is there under this name, a broken link included. */
const exists = (file: string): boolean => lstatSync(file, { throwIfNoEntry: false }) !== undefined;

/** nbgrader's time stamp, "2015-02-02 15:58:23.948203 America/Los_Angeles" or ISO; what is no time is left out. */
function submitted(stamp: string): { submitted?: string } {
  if (lstatSync(stamp, { throwIfNoEntry: false })?.isFile() !== true) return {};
  const [, time, zone = 'Z'] = /^(\d{4}-\d\d-\d\d[ T][\d:.]+) ?(\S+)?/.exec(readFileSync(stamp, 'utf8').trim()) ?? [];
  const isOffset = /^(Z|[+-]\d\d:?\d\d)$/.test(zone);
  const date = new Date(`${time?.replace(' ', 'T').slice(0, 23)}${isOffset ? zone : 'Z'}`);
  return Number.isNaN(date.getTime()) ? {} : { submitted: date.toISOString() };
}

function flat(file: string, assignments: readonly string[]): Submission {
  const [notebook] = assignments;
  if (notebook === undefined || assignments.length > 1) {
    throw new Error(`${file}: say which notebook this is, with one --assignment NN-topic.`);
  }
  return { student: basename(file, NOTEBOOK), notebook, file };
}
