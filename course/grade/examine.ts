import { createHash } from 'node:crypto';
import { seed } from 'saddlepoint';
import { functionNames, type Exercise, type Test, type Functions } from '../check/exercise';
import { mistakeLike, probeOf } from '../check/recognise';
import { runTest, type Verdict } from '../check/run';
import { rounded, type ExerciseGrade, type Status } from './result';
import type { Loaded, Student } from './student';
import { Ended } from './ward';

/** After so many processes that an exercise has ended, its other tests are not run any more. */
const ENDINGS = 2;

/** Beyond a call's own limit: a test may make several. */
const TEST_LIMIT_S = 60;

/**
 * Tests one exercise of a student. The grade comes from tests that passed and from nothing else.
 * @param draws decides what the tests draw: the same for the same submission
 */
export async function examine(e: Exercise, student: Student, loaded: Loaded, draws: string): Promise<ExerciseGrade> {
  const about = { id: e.id, title: e.title, maxPoints: e.points, compileErrors: [] };
  const unloadable = whyNotLoaded(e, loaded);
  if (unloadable !== undefined) return { ...about, points: 0, verdicts: [], ...unloadable };
  const { verdicts, endings } = await runTests(e, student, draws);
  const points = pointsOf(e, verdicts);
  const hint = endings.length === 0 ? await hintFor(e, student, verdicts) : undefined;
  return {
    ...about,
    points,
    verdicts,
    status: statusOf(points, verdicts, endings),
    ...(hint === undefined ? {} : { hint }),
    ...(endings.length === 0 ? {} : { reason: `A test ended early: ${endings[0]!.message}.` }),
  };
}

function whyNotLoaded(e: Exercise, loaded: Loaded): { status: Status; reason: string } | undefined {
  if ('failed' in loaded) {
    const { failed } = loaded;
    if (typeof failed === 'string')
      return { status: 'does not load', reason: `Running the cell alone throws: ${failed}` };
    const status = failed.ending === 'crashed' ? 'does not load' : failed.ending;
    return { status, reason: `Running the cell ended early: ${failed.message}.` };
  }
  const lacking = functionNames(e).filter((name) => !loaded.functions.includes(name));
  if (lacking.length === 0) return undefined;
  return { status: 'does not load', reason: `The cell does not declare the function ${lacking.join(', ')}.` };
}

async function runTests(
  e: Exercise,
  student: Student,
  draws: string,
): Promise<{ verdicts: Verdict[]; endings: Ended[] }> {
  const verdicts: Verdict[] = [];
  const endings: Ended[] = [];
  for (const [i, test] of e.tests.entries()) {
    if (endings.length >= ENDINGS) {
      verdicts.push(notRun(test));
      continue;
    }
    seed(seedOf(`${draws} ${e.id} ${i}`));
    verdicts.push(await runTest(watched(test, endings), student.remote(e), TEST_LIMIT_S));
  }
  return { verdicts, endings };
}

/** A test that takes note when it ended because the student's process did. */
const watched = (test: Test<Functions>, endings: Ended[]): Test<Functions> => ({
  ...test,
  run: async (student) => {
    try {
      await test.run(student);
    } catch (error) {
      if (error instanceof Ended) endings.push(error);
      throw error;
    }
  },
});

const notRun = (test: Test<Functions>): Verdict => ({
  test: test.name,
  hidden: test.hidden ?? false,
  weight: test.weight ?? 1,
  outcome: 'failed',
  message: `not run: ${ENDINGS} tests before it ended early`,
});

const seedOf = (words: string): number => createHash('sha256').update(words).digest().readUInt32LE(0);

function pointsOf(e: Exercise, verdicts: readonly Verdict[]): number {
  const weigh = (some: readonly Verdict[]): number => some.reduce((sum, v) => sum + v.weight, 0);
  return rounded((e.points * weigh(verdicts.filter((v) => v.outcome === 'passed'))) / weigh(verdicts));
}

function statusOf(points: number, verdicts: readonly Verdict[], endings: readonly Ended[]): Status {
  if (points > 0) return 'graded';
  if (endings.length > 0) return endings[0]!.ending;
  return verdicts.every((v) => v.outcome === 'not written') ? 'not written' : 'graded';
}

async function hintFor(
  e: Exercise,
  student: Student,
  verdicts: readonly Verdict[],
): Promise<ExerciseGrade['hint'] | undefined> {
  if (!verdicts.some((v) => v.outcome === 'failed')) return undefined;
  const mistake = await mistakeLike(e, await probeOf(e, student.remote(e)));
  return mistake === undefined ? undefined : { name: mistake.name, hint: mistake.hint };
}
