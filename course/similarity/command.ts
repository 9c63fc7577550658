import type * as Dolos from '@dodona/dolos-core';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadAssignment } from '../grade/assignment';
import { csvOf } from '../grade/csv';
import { frame } from '../grade/frame';
import { takeIn } from '../grade/intake';
import { findSubmissions } from '../grade/submissions';
import { solutionCells, type Notebook } from '../release/notebook';
import { writeWhole } from '../release/store';
import { compare, type Work } from './compare';
import { similarityPage } from './page';

const USAGE = `Usage: npm run similarity -- SUBMISSIONS --assignment NN-topic [--out NAME] [--pairs N]

--out NAME    writes NAME.html and NAME.csv; similarity unless said
--pairs N     how many pairs the page shows, 50 unless said; the table has all`;

const FLAGS = {
  assignment: { type: 'string' },
  out: { type: 'string', default: 'similarity' },
  pairs: { type: 'string', default: '50' },
} as const;

/** @returns the exit code: 0, or 2 for a command line that cannot be understood */
export function similarity(args: string[], dolos: typeof Dolos): number {
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: FLAGS });
    const [folder] = positionals;
    const { assignment: name, out, pairs } = values;
    if (folder === undefined || positionals.length > 1 || name === undefined || !(Number(pairs) > 0))
      throw new Error(USAGE);
    const { edition } = loadAssignment(name);
    const works = worksIn(resolve(folder), name, edition);
    const all = compare(works, textOf(edition), dolos);
    const shown = all.filter((l) => l.overlap > 0).slice(0, Number(pairs));
    writeWhole(resolve(`${out}.html`), similarityPage(name, works, shown, all.length));
    const rows = all.map((l) => [...l.students, l.similarity.toFixed(4), l.overlap, l.longest]);
    writeWhole(resolve(`${out}.csv`), csvOf([['student', 'other', 'similarity', 'overlap', 'longest'], ...rows]));
    console.log(`${works.length} students, ${all.length} pairs. See ${out}.html and ${out}.csv.`);
    return 0;
  } catch (error) {
    console.error((error as Error).message);
    return 2;
  }
}

/** What students wrote, without the notebooks that cannot be read. */
function worksIn(folder: string, name: string, edition: Notebook): Work[] {
  return findSubmissions(folder, [name]).flatMap((s) => {
    const { notebook, refused } = takeIn(s);
    if (notebook === undefined) console.log(`${s.student}: left out. ${refused!}`);
    return notebook === undefined ? [] : [{ student: s.student, source: textOf(frame(notebook, edition).notebook) }];
  });
}

const textOf = (n: Notebook): string =>
  solutionCells(n)
    .map((c) => c.source)
    .join('\n\n');
