import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import type { Functions } from '../check/exercise';
import { messageOf } from '../check/run';
import { declare, onlyFunctions, type Scope } from './evaluate';
import type { Notebook } from './notebook';
import { unitsOf } from './units';

/** What one solution cell declares. */
export interface Solution {
  /** its grade_id, "04.1" */
  id: string;
  functions: Functions;
  /** why the cell could not be loaded: it does not parse, or it threw */
  error?: string;
}

/**
 * The functions of a notebook's solution cells, without running the notebook. Its units are evaluated in a scope that
 * they share, as in the kernel: one that fails declares nothing. Types are not checked.
 * @param folder where the notebook lies: its imports are resolved from there
 */
export async function functionsOf(notebook: Notebook, folder: string): Promise<Solution[]> {
  const require = createRequire(resolve(folder, 'notebook.js'));
  const scope: Scope = {};
  const solutions: Solution[] = [];
  for (const { id, code, error } of unitsOf(notebook)) {
    if (id === undefined) {
      await declare(code, scope, require).catch(() => undefined);
      continue;
    }
    const failed = (why: string): number => solutions.push({ id, functions: {}, error: why });
    if (error !== undefined) failed(error);
    else {
      await declare(code, scope, require).then(
        (declared) => solutions.push({ id, functions: onlyFunctions(declared) }),
        (thrown: unknown) => failed(messageOf(thrown)),
      );
    }
  }
  return solutions;
}
