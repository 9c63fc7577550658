/** npm run grade -- SUBMISSIONS --out OUT: grades a class's notebooks. */
import { rmSync } from 'node:fs';
import { clock, Terminal } from '../reproduce/terminal';
import { gradesFile, openFolder, pending } from './folder';
import { Journal, readJournal } from './journal';
import { readManual, withManual } from './manual';
import { merge } from './merge';
import type { Settings } from './messages';
import { readOptions, UsageError, type Options } from './options';
import { writeOutputs } from './outputs';
import { Earlier } from './regrade';
import type { NotebookGrade } from './result';
import { run } from './run';
import { inShard, markShard } from './shard';
import { findSubmissions, type Submission } from './submissions';
import { chooseWall, WALLS } from './wall/choose';

const CPU_S = 60;

async function main(): Promise<number> {
  const args = process.argv.slice(2);
  if (args.includes('--merge')) {
    const { grades, out } = merge(args);
    return summary(grades, out);
  }
  const options = readOptions(args);
  const { manual, shard, from } = options;
  const submissions = asUsage(() => findSubmissions(options.submissions, options.settings.assignments)).filter(
    (s) => shard === undefined || inShard(s, shard),
  );
  const given = manual === undefined ? undefined : asUsage(() => readManual(manual));
  const choice = await chooseWall({ memory: options.settings.memory, cpu: CPU_S }, options.wall);
  const settings: Settings = { ...options.settings, wall: choice.wall };
  asUsage(() => {
    openFolder(options.out, settings, options.resume);
    markShard(options.out, shard);
  });
  rmSync(gradesFile(options.out), { force: true });
  const earlier = from === undefined ? undefined : asUsage(() => earlierRun(from, submissions, settings));
  console.log(`The wall is ${choice.wall}.${choice.whyNotBetter === undefined ? '' : ` ${choice.whyNotBetter}`}`);
  for (const gap of WALLS[choice.wall].gaps) console.log(`  It does not stop everything: ${gap}.`);
  await gradeAll(submissions, settings, options, earlier);
  const graded = readJournal(options.out);
  const grades = given === undefined ? graded : asUsage(() => withManual(graded, given, settings.late));
  writeOutputs(options.out, grades, settings.late);
  return summary(grades, options.out);
}

function earlierRun(from: string, submissions: readonly Submission[], { course, late }: Settings): Earlier {
  const earlier = new Earlier(from, course.exercise!, late);
  earlier.requireAll(submissions);
  return earlier;
}

async function gradeAll(
  submissions: readonly Submission[],
  settings: Settings,
  { out, jobs }: Options,
  earlier: Earlier | undefined,
): Promise<void> {
  const left = pending(out, submissions);
  if (left.length < submissions.length) console.log(`${submissions.length - left.length} are graded already.`);
  const journal = new Journal(out);
  for (const grade of earlier?.untouched() ?? []) journal.append(grade);
  const terminal = new Terminal();
  const began = performance.now();
  let done = 0;
  try {
    await run(left, settings, jobs, (grade) => {
      journal.append(earlier === undefined ? grade : earlier.with(grade));
      terminal.draw('graded', ++done, left.length, (performance.now() - began) / 1000);
    });
  } catch (error) {
    throw new Error(
      `${(error as Error).message}\nStopped; ${done} of ${left.length} were graded and are kept. When this is mended, add --resume.`,
    );
  } finally {
    terminal.clear();
    journal.close();
  }
  if (done > 0) console.log(`${done} graded in ${clock((performance.now() - began) / 1000)}.`);
}

/** The last line, and the exit code. */
function summary(grades: readonly NotebookGrade[], out: string): number {
  const failed = grades.filter((g) => g.failure !== undefined);
  for (const g of failed) console.log(`Not graded: ${g.student}/${g.notebook}: ${g.failure!.reason}`);
  const whole = grades.filter((g) => g.rawScore === g.maxScore).length;
  const students = new Set(grades.map((g) => g.student)).size;
  console.log(
    `${grades.length} notebooks of ${students} students: ${grades.length - failed.length} graded, ` +
      `${whole} of them without a fault; ${failed.length} could not be. See ${out}.`,
  );
  return failed.length === 0 ? 0 : 1;
}

/** What is wrong with a command line shows only when it is carried out. */
function asUsage<T>(f: () => T): T {
  try {
    return f();
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error((error as Error).message);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  },
);
