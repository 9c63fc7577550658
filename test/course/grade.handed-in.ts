import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadSpec } from 'saddlepoint-course/dist/course/check/specs';
import { graderOf, readNotebook, type Notebook } from 'saddlepoint-course/dist/course/release/notebook';
import { studentEdition } from 'saddlepoint-course/dist/course/release/release';
import { formatNotebook } from 'saddlepoint-course/dist/course/release/store';

const MASTER = 'solutions/04-em.ipynb';

/** Notebook 04 as a student hands it in: some cells as in the master, the others as they were handed out. */
export function handedIn(solved: readonly string[], change: (n: Notebook) => void = () => undefined): Notebook {
  const master = readNotebook(MASTER);
  const edition = studentEdition(master, loadSpec('04-em'));
  const cells = edition.cells.map((cell, i) => {
    const id = graderOf(cell)?.grade_id;
    return id !== undefined && solved.includes(id) ? { ...cell, source: master.cells[i]!.source } : cell;
  });
  const notebook = { ...edition, cells };
  change(notebook);
  return notebook;
}

/** The text of a notebook's cell with this grade_id replaced. */
export const rewritten =
  (id: string, source: string) =>
  (n: Notebook): void => {
    n.cells.find((c) => graderOf(c)?.grade_id === id)!.source = source;
  };

/** Writes submissions as nbgrader's tree does, with the time at which each was handed in. */
export function writeTree(
  folder: string,
  submissions: Record<string, Notebook | string>,
  at = '2026-11-25 22:00:00 UTC',
): void {
  for (const [student, notebook] of Object.entries(submissions)) {
    const place = join(folder, student, '04-em');
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, '04-em.ipynb'), typeof notebook === 'string' ? notebook : formatNotebook(notebook));
    writeFileSync(join(place, 'timestamp.txt'), `${at}\n`);
  }
}

/** A small class of every kind. */
export const smallClass = (): Record<string, Notebook | string> => ({
  ada: handedIn(['04.1', '04.2', '04.3', '04.4', '04.5']),
  bob: handedIn(['04.1', '04.2'], rewritten('04-q1', 'It cannot fall.')),
  cem: handedIn([]),
  dot: '{"cells": [',
  eve: handedIn(['04.2'], rewritten('04.1', 'const freeEnergy = (q: number[]): number => "no";')),
  fay: handedIn(['04.1', '04.5'], rewritten('04.2', 'const eStep = () => { throw new Error("boom"); };')),
});
