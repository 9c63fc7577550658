import { unitsOf } from '../release/units';
import type { Assignment } from './assignment';
import type { Compiler, CompileErrors } from './compile';
import { examine } from './examine';
import { frame, type Framed } from './frame';
import { takeIn } from './intake';
import { penaltyOf, type LatePolicy } from './late';
import type { Stage } from './messages';
import { rounded, type ExerciseGrade, type NotebookGrade, type Status, type WallName } from './result';
import { Student } from './student';
import type { Submission } from './submissions';
import type { Ward } from './ward';

/** What grading a submission needs beside the assignment: how to compile it, how to run it, how long it may take. */
export interface Means {
  compiler: Pick<Compiler, 'check'>;
  wall: WallName;
  startWard: (a: Assignment) => Promise<Ward>;
  /** seconds: of one call, of the whole notebook */
  callLimit: number;
  timeLimit: number;
  late: LatePolicy;
  /** told what comes next, before it begins */
  stage: (s: Stage) => Promise<void>;
}

/**
 * Grades one notebook of one student: a function of the submission and the course's version alone.
 * @throws Error when the grader itself cannot go on
 */
export async function grade(s: Submission, a: Assignment, means: Means): Promise<NotebookGrade> {
  const { sha256, notebook, refused } = takeIn(s);
  const base = about(s, a, means.wall, sha256);
  if (notebook === undefined) return ungraded(base, a, { reason: refused!, ours: false });
  const framed = frame(notebook, a.edition);
  await means.stage('compiling');
  const errors = compileErrors(framed, means);
  if (typeof errors === 'string') return ungraded(base, a, { reason: errors, ours: false });
  await means.stage('testing');
  const exercises = await examineAll(framed, errors, a, means, sha256);
  const rawScore = rounded(exercises.reduce((sum, e) => sum + e.points, 0));
  const latePenalty = rounded(penaltyOf(means.late, s.submitted, rawScore));
  const { findings, manual } = framed;
  return { ...base, exercises, findings, manual, rawScore, latePenalty, score: rounded(rawScore - latePenalty) };
}

type Base = Omit<NotebookGrade, 'exercises' | 'findings' | 'manual' | 'rawScore' | 'latePenalty' | 'score'>;

export function about(s: Submission, a: Assignment, wall: WallName, sha256: string): Base {
  const { student, notebook, submitted } = s;
  const maxScore = rounded(a.spec.exercises.reduce((sum, e) => sum + e.points, 0));
  return {
    student,
    notebook,
    ...(submitted === undefined ? {} : { submitted }),
    sha256,
    course: a.version,
    wall,
    maxScore,
  };
}

/** The grade of a notebook of which nothing could be graded. */
export function ungraded(base: Base, a: Assignment, failure: { reason: string; ours: boolean }): NotebookGrade {
  const exercises = a.spec.exercises.map((e) => without(e, 'not graded', failure.reason));
  return { ...base, exercises, findings: [], manual: [], rawScore: 0, latePenalty: 0, score: 0, failure };
}

/** A cell can be too much for the compiler (brackets thousands deep): that is its student's affair, and nobody else's. */
function compileErrors({ notebook }: Framed, { compiler }: Means): CompileErrors | string {
  try {
    return compiler.check(notebook);
  } catch (error) {
    return `Its cells cannot be compiled: the compiler gave up (${(error as Error).message.split('\n')[0]}).`;
  }
}

type About = Pick<ExerciseGrade, 'id' | 'title'> & { points: number };

const without = (e: About, status: Status, reason: string, compileErrors: string[] = []): ExerciseGrade => ({
  ...{ id: e.id, title: e.title, points: 0, maxPoints: e.points, status, verdicts: [], compileErrors, reason },
});

async function examineAll(
  { notebook, missing }: Framed,
  errors: CompileErrors,
  a: Assignment,
  means: Means,
  draws: string,
): Promise<ExerciseGrade[]> {
  const time = { call: means.callLimit, until: Date.now() + means.timeLimit * 1000 };
  const student = new Student(() => means.startWard(a), time);
  try {
    const loaded = await student.load(unitsOf(notebook).filter(({ id }) => id === undefined || !errors.has(id)));
    const grades: ExerciseGrade[] = [];
    for (const e of a.spec.exercises) {
      const faults = errors.get(e.id);
      if (missing.has(e.id)) grades.push(without(e, 'missing', missing.get(e.id)!));
      else if (faults !== undefined) grades.push(without(e, 'does not compile', 'The cell does not compile.', faults));
      else grades.push(await examine(e, student, loaded.get(e.id)!, draws));
      student.requireStarted();
    }
    return grades;
  } finally {
    student.end();
  }
}
