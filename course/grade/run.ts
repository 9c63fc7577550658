import { about, ungraded } from './grade';
import { loadAssignment, type Assignment } from './assignment';
import { ExaminerProcess, type Outcome } from './examiner-process';
import type { Settings } from './messages';
import type { NotebookGrade } from './result';
import type { Submission } from './submissions';

/** A submission is handed to so many examiners before the grader owns up to have failed. */
const TRIES = 2;

/**
 * Grades submissions, `jobs` at a time. What each of them gets does not depend on the others.
 * @param done told of each grade when it is there; when it throws, the run stops
 * @throws Error when this machine cannot go on; what was done until then has been told
 */
export async function run(
  submissions: readonly Submission[],
  settings: Settings,
  jobs: number,
  done: (g: NotebookGrade) => void,
): Promise<void> {
  const assignments = new Map(settings.assignments.map((n) => [n, loadAssignment(n, settings.course)]));
  let next = 0;
  let stopped = false;
  const work = async (): Promise<void> => {
    const examiner = new ExaminerProcess(settings);
    try {
      while (!stopped && next < submissions.length) {
        const s = submissions[next++]!;
        done(await gradeOne(s, assignments.get(s.notebook)!, examiner, settings));
      }
    } catch (error) {
      stopped = true;
      throw error;
    } finally {
      examiner.stop();
    }
  };
  const workers = Array.from({ length: Math.min(jobs, submissions.length) }, work);
  const failed = (await Promise.allSettled(workers)).find((w) => w.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

async function gradeOne(
  s: Submission,
  a: Assignment,
  examiner: ExaminerProcess,
  { wall }: Settings,
): Promise<NotebookGrade> {
  let outcome: Outcome | undefined;
  for (let i = 0; i < TRIES; i++) {
    outcome = await examiner.grade(s);
    if ('graded' in outcome) return outcome.graded;
    if ('broken' in outcome) throw new Error(outcome.broken);
  }
  const { lost, how } = outcome as Extract<Outcome, { lost: unknown }>;
  const failure =
    lost === 'compiling'
      ? { reason: `Its cells cannot be compiled: the compiler gave up (${how}).`, ours: false }
      : { reason: `The grader itself failed on it, ${TRIES} times: ${how}.`, ours: true };
  return ungraded(about(s, a, wall, ''), a, failure);
}
