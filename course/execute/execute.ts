import { basename } from 'node:path';
import { readNotebook } from '../release/notebook';
import { writeNotebook } from '../release/store';
import { cleaned } from './outputs';
import { runNotebook, type Ended } from './runner';

/**
 * Runs a notebook and stores what it shows in it, when all of its cells ran; otherwise the file stays as it was.
 * @param limit seconds for the whole notebook
 * @param report told of each cell as it ends
 * @returns whether all cells ran
 * @throws Error when the file is no notebook, the kernel cannot be run, or the outputs are too large to store
 */
export async function execute(file: string, limit: number, report: (e: Ended) => void): Promise<boolean> {
  readNotebook(file);
  const { notebook, failure } = await runNotebook(file, limit, report);
  if (failure !== undefined) return false;
  try {
    writeNotebook(file, cleaned(notebook));
  } catch (error) {
    throw new Error(`${basename(file)}: ${(error as Error).message}`);
  }
  return true;
}
