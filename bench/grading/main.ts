/**
 * npm run bench -- grading [--class N] [--sample K] [--jobs J]: a class of N notebooks graded, and the first K of them
 * executed in the tslab kernel by nbclient, as nbgrader would; both J at a time, one after the other.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runNotebook } from 'saddlepoint-course/dist/course/execute/runner';
import { NOTEBOOK, writeClass } from './class';

const ROOT = resolve(__dirname, '..', '..');
const GRADE = join(ROOT, 'course', 'dist', 'course', 'grade', 'main.js');
/** Beneath node_modules, where a notebook's imports are found. */
const CACHE = join(ROOT, 'node_modules', '.cache');
/** What nbclient may take for one notebook, as generous as a grader would be. */
const NOTEBOOK_LIMIT_S = 300;

interface Settings {
  /** notebooks in the class */
  size: number;
  /** how many of them nbclient executes */
  sample: number;
  /** at a time */
  jobs: number;
}

function readSettings(args: readonly string[]): Settings {
  const { values } = parseArgs({
    args: [...args],
    options: {
      class: { type: 'string', default: '50' },
      sample: { type: 'string', default: '50' },
      jobs: { type: 'string', default: String(availableParallelism()) },
    },
  });
  return { size: Number(values.class), sample: Number(values.sample), jobs: Number(values.jobs) };
}

/** Grades the class; gives seconds, and the largest memory of the run's own processes at its tenth and at its end. */
async function ours(
  folder: string,
  { size, jobs }: Settings,
): Promise<{ seconds: number; early: number; late: number }> {
  const began = performance.now();
  const out = join(folder, 'out');
  const child = spawn(
    process.execPath,
    [GRADE, join(folder, 'class'), '--out', out, '--assignment', NOTEBOOK, '--jobs', String(jobs)],
    { stdio: 'inherit' },
  );
  const memory = { early: 0, late: 0 };
  const timer = setInterval(() => {
    const now = residentMB(child.pid!);
    if (done(out) < size / 10) memory.early = Math.max(memory.early, now);
    if (done(out) > (9 * size) / 10) memory.late = Math.max(memory.late, now);
  }, 500);
  await new Promise((ended) => child.on('exit', ended));
  clearInterval(timer);
  return { seconds: (performance.now() - began) / 1000, ...memory };
}

const done = (out: string): number => {
  const journal = join(out, 'journal.jsonl');
  return existsSync(journal) ? readFileSync(journal, 'utf8').split('\n').length - 1 : 0;
};

/** Of the run and its examiners, as Linux counts it; 0 elsewhere. */
function residentMB(pid: number): number {
  if (!existsSync('/proc/self/status')) return 0;
  const mine = readdirSync('/proc').filter((n) => /^\d+$/.test(n) && (Number(n) === pid || status(n, 'PPid') === pid));
  return mine.reduce((sum, n) => sum + status(n, 'VmRSS') / 1024, 0);
}

function status(process: string, field: string): number {
  try {
    return Number(
      new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${process}/status`, 'utf8'))?.[1] ?? 0,
    );
  } catch {
    return 0;
  }
}

/** Executes notebooks, of which every ten hold one of each kind; nbclient stops at the first cell that fails, which nbgrader does not. */
async function theirs(
  folder: string,
  { sample, jobs }: Settings,
): Promise<{ seconds: number; count: number; whole: number }> {
  const students = readdirSync(join(folder, 'class')).slice(0, sample);
  const began = performance.now();
  let next = 0;
  let whole = 0;
  const work = async (): Promise<void> => {
    while (next < students.length) {
      const file = join(folder, 'class', students[next++]!, NOTEBOOK, `${NOTEBOOK}.ipynb`);
      if ((await runNotebook(file, NOTEBOOK_LIMIT_S)).failure === undefined) whole++;
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  return { seconds: (performance.now() - began) / 1000, count: students.length, whole };
}

export async function gradeInTurn(args: readonly string[]): Promise<void> {
  const settings = readSettings(args);
  const { size, sample, jobs } = settings;
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(CACHE, 'grading-'));
  try {
    writeClass(join(folder, 'class'), size);
    const graded = await ours(folder, settings);
    const perMinute = (60 * size) / graded.seconds;
    console.log(
      `grading: ${size} in ${graded.seconds.toFixed(0)} s, ${perMinute.toFixed(1)} a minute, ${jobs} at a time`,
    );
    console.log(
      `its memory: ${graded.early.toFixed(0)} MB in the first tenth, ${graded.late.toFixed(0)} MB in the last`,
    );
    if (sample > 0) {
      const run = await theirs(folder, settings);
      const rate = (60 * run.count) / run.seconds;
      console.log(
        `nbclient: ${run.count} in ${run.seconds.toFixed(0)} s (${run.whole} to the end), ${rate.toFixed(1)} a minute`,
      );
      console.log(`ratio: ${(perMinute / rate).toFixed(1)}`);
    }
    console.log(`the machine's load at the end: ${loadavg()[0]!.toFixed(1)}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
