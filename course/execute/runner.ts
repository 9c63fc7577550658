import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { readNotebook, type Notebook } from '../release/notebook';

/** A cell that ended, or the one that failed and ended the run. Cells are counted from 1, code cells only. */
export interface Ended {
  cell: number;
  of: number;
  /** its first line of code */
  head: string;
  seconds?: number;
  /** why it failed */
  message?: string;
}

/** What came of running a notebook. */
export interface Run {
  /** with the outputs of all cells that ran */
  notebook: Notebook;
  failure?: Ended;
}

/** The course's root folder: where `.venv`, `solutions/` and `notebooks/` are. */
export const ROOT = resolve(__dirname, '..', '..', '..', '..');

const WINDOWS = process.platform === 'win32';
/** The Python of the course's own environment, which has Jupyter and the tslab kernel. */
export const PYTHON = join(ROOT, '.venv', ...(WINDOWS ? ['Scripts', 'python.exe'] : ['bin', 'python']));

type Event = Partial<Ended> & { failed?: number; of: number; head: string };

/**
 * Runs a notebook from top to bottom in a real tslab kernel, which works in the notebook's folder, and stops at the
 * first cell that fails.
 * @param limit seconds for the whole notebook
 * @param report told of each cell as it ends
 * @throws Error when the kernel could not be run at all
 */
export async function runNotebook(file: string, limit: number, report: (e: Ended) => void = () => {}): Promise<Run> {
  const scratch = mkdtempSync(join(tmpdir(), 'saddlepoint-run-'));
  const result = join(scratch, 'result.ipynb');
  try {
    const { failure, trouble } = await drive([file, result, '--limit', String(limit)], report);
    if (trouble !== undefined) throw new Error(`The tslab kernel could not be run: ${trouble}`);
    return { notebook: readNotebook(result), ...(failure === undefined ? {} : { failure }) };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function drive(
  args: string[],
  report: (e: Ended) => void,
): Promise<{ failure: Ended | undefined; trouble: string | undefined }> {
  const child = spawn(PYTHON, [join(ROOT, 'course', 'execute', 'run.py'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2' },
  });
  let failure: Ended | undefined;
  let errors = '';
  child.stderr.on('data', (chunk) => (errors = (errors + String(chunk)).slice(-4000)));
  createInterface(child.stdout).on('line', (line) => {
    const { failed, ...event } = JSON.parse(line) as Event;
    const ended: Ended = { ...event, cell: failed ?? event.cell! };
    if (failed !== undefined) failure = ended;
    report(ended);
  });
  const code = await new Promise<number | string>((done) => {
    child.on('error', (error) => {
      done(`${error.message}; run npm start first`);
    });
    child.on('close', (c, signal) => {
      done(c ?? String(signal));
    });
  });
  if (typeof code === 'string') return { failure, trouble: code };
  const odd = code !== 0 && failure === undefined;
  return { failure, trouble: odd ? errors.trim().split('\n').at(-1) || `exit code ${code}` : undefined };
}
