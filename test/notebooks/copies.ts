import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Cell, type Notebook } from 'saddlepoint-course/dist/course/release/notebook';
import { writeNotebook } from 'saddlepoint-course/dist/course/release/store';

/** As deep below the root as solutions/ and notebooks/, so that imports and paths to data/ hold. */
const RESULTS = 'test-results';

/** Calls `f` with a notebook's copy in the repository, for the kernel to run, and removes it afterwards. */
export async function withCopy<T>(name: string, notebook: Notebook, f: (file: string) => Promise<T>): Promise<T> {
  mkdirSync(RESULTS, { recursive: true });
  const file = join(RESULTS, `${name}.run.ipynb`);
  writeNotebook(file, notebook);
  try {
    return await f(file);
  } finally {
    rmSync(file);
  }
}

/** A notebook of these code cells. */
export const notebookOf = (...sources: string[]): Notebook => ({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: { kernelspec: { name: 'tslab', display_name: 'TypeScript', language: 'typescript' } },
  cells: sources.map((source, i) => ({
    cell_type: 'code',
    id: `cell-${i}`,
    metadata: {},
    source,
    execution_count: null,
    outputs: [],
  })),
});

/** All that a cell showed, as a reader without pictures sees it. */
export const shownBy = (cell: Cell | undefined): string =>
  (cell?.outputs ?? []).map(({ text, data }) => text ?? (data?.['text/plain'] as string | undefined) ?? '').join('');
