import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { findExercise, specNames } from '../check/specs';
import { TIME_LIMIT_S } from '../check/run';
import { COURSE } from './assignment';
import { latePolicy } from './late';
import type { Settings } from './messages';
import type { WallName } from './result';
import { parseShard, type Shard } from './shard';

export const USAGE = `Usage: npm run grade -- SUBMISSIONS --out OUT [options]

SUBMISSIONS   a folder of STUDENT/NN-topic/NN-topic.ipynb (nbgrader's submitted/), a folder of STUDENT.ipynb, or a file
--out OUT             a folder for grades.csv, feedback and the journal
--assignment NN-topic which notebook, can be given again; all of the course's unless said
--jobs N              how many at a time; as many as there are processors unless said
--late POLICY         none, zero, or a percentage a day as in 10/day; the last two need --due
--due TIME            when it was to be handed in, as in 2026-11-30T23:59:00Z
--time-limit S        seconds for one notebook's tests, 120 unless said; a single call has ${TIME_LIMIT_S}
--memory MB           for a student's process, 1500 unless said
--wall NAME           bubblewrap or node-permission; the better one that works here unless said
--resume              go on with what OUT has
--manual FILE         points for the questions, as filled in in OUT/questions.csv
--exercise 04.2       grade this exercise only and take the others from an earlier run,
--from OLD            whose --out this was
--shard i/n           grade the i-th of n parts of the class; then: npm run grade -- --merge SHARD ... --out OUT`;

/** A command line that cannot be understood; the message says why. */
export class UsageError extends Error {}

export interface Options {
  submissions: string;
  out: string;
  jobs: number;
  resume: boolean;
  wall?: WallName;
  /** a file of points given by hand */
  manual?: string;
  shard?: Shard;
  /** the --out of an earlier run, of which one exercise is graded anew */
  from?: string;
  settings: Omit<Settings, 'wall'>;
}

const FLAGS = {
  out: { type: 'string' },
  assignment: { type: 'string', multiple: true },
  jobs: { type: 'string' },
  late: { type: 'string', default: 'none' },
  due: { type: 'string' },
  'time-limit': { type: 'string', default: '120' },
  memory: { type: 'string', default: '1500' },
  wall: { type: 'string' },
  resume: { type: 'boolean', default: false },
  manual: { type: 'string' },
  exercise: { type: 'string' },
  from: { type: 'string' },
  shard: { type: 'string' },
} as const;

/** @throws UsageError */
export function readOptions(args: string[]): Options {
  try {
    return understand(args);
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${USAGE}`);
  }
}

function understand(args: string[]): Options {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: FLAGS });
  const [submissions, ...rest] = positionals;
  if (submissions === undefined || rest.length > 0) throw new Error('One folder (or file) of submissions is wanted.');
  if (values.out === undefined) throw new Error('--out is missing.');
  const { wall, exercise, from, manual, shard } = values;
  if (wall !== undefined && wall !== 'bubblewrap' && wall !== 'node-permission') {
    throw new Error(`--wall is bubblewrap or node-permission, and not ${wall}.`);
  }
  if ((exercise === undefined) !== (from === undefined)) throw new Error('--exercise and --from go together.');
  return {
    submissions: resolve(submissions),
    out: resolve(values.out),
    jobs: count('--jobs', values.jobs ?? String(availableParallelism())),
    resume: values.resume,
    ...(wall === undefined ? {} : { wall }),
    ...(manual === undefined ? {} : { manual: resolve(manual) }),
    ...(shard === undefined ? {} : { shard: parseShard(shard) }),
    ...(from === undefined ? {} : { from: resolve(from) }),
    settings: {
      assignments: exercise === undefined ? assignments(values.assignment) : [notebookOf(exercise)],
      course: exercise === undefined ? COURSE : { ...COURSE, exercise },
      late: latePolicy(values.late, values.due),
      callLimit: TIME_LIMIT_S,
      timeLimit: count('--time-limit', values['time-limit']),
      memory: count('--memory', values.memory, 400) * 1e6,
    },
  };
}

function assignments(asked: readonly string[] | undefined): string[] {
  const known = specNames();
  for (const name of asked ?? []) {
    if (!known.includes(name))
      throw new Error(`There is no notebook ${name} with exercises; there are ${known.join(', ')}.`);
  }
  return asked === undefined ? known : [...new Set(asked)].sort();
}

/** @throws Error when there is no such exercise */
const notebookOf = (exercise: string): string => {
  findExercise(exercise);
  return specNames().find((name) => name.slice(0, 2) === exercise.slice(0, 2))!;
};

function count(flag: string, words: string, least = 1): number {
  const n = Number(words);
  if (!Number.isInteger(n) || n < least)
    throw new Error(`${flag} must be a whole number from ${least}, and not ${words}.`);
  return n;
}
