/** node run.js ROOT: grades ROOT/submission as Gradescope lays it out, into ROOT/results/results.json. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Results } from '../grade/gradescope';
import { writeWhole } from '../release/store';

/** The notebook that this autograder is for, beside its source: written by `npm run gradescope`. */
const ASSIGNMENT = 'assignment.txt';

function main(root: string): void {
  const name = readFileSync(join(root, 'source', ASSIGNMENT), 'utf8').trim();
  writeWhole(join(root, 'results', 'results.json'), `${JSON.stringify(results(root, name), null, 2)}\n`);
}

function results(root: string, name: string): Results {
  const found = notebookIn(join(root, 'submission'), name);
  if (found === undefined) return without(`Hand in one notebook, ${name}.ipynb.`);
  const scratch = mkdtempSync(join(tmpdir(), 'saddlepoint-gradescope-'));
  try {
    const [file, out] = [join(scratch, 'submission.ipynb'), join(scratch, 'out')];
    copyFileSync(found, file);
    const grader = join(root, 'source', 'course', 'dist', 'course', 'grade', 'main.js');
    const args = [grader, file, '--out', out, '--assignment', name, '--jobs', '1'];
    const { stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    const written = join(out, 'submission', `${name}.json`);
    if (existsSync(written)) return JSON.parse(readFileSync(written, 'utf8')) as Results;
    console.error(stderr);
    return without('The autograder itself failed; this is no fault of yours. Please tell your instructor.');
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** The notebook of that name, or the only one there is. Links are no notebooks. */
function notebookIn(folder: string, name: string): string | undefined {
  const notebooks = readdirSync(folder).filter((f) => f.endsWith('.ipynb') && lstatSync(join(folder, f)).isFile());
  const [only, ...others] = notebooks;
  if (notebooks.includes(`${name}.ipynb`)) return join(folder, `${name}.ipynb`);
  return only === undefined || others.length > 0 ? undefined : join(folder, only);
}

const without = (output: string): Results => ({ score: 0, output, visibility: 'visible', tests: [] });

main(process.argv[2]!);
