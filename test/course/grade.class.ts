import type { Verdict } from 'saddlepoint-course/dist/course/check/run';
import type { ExerciseGrade, NotebookGrade } from 'saddlepoint-course/dist/course/grade/result';

/** What a hostile student hands in wherever a string of theirs can reach a page. */
export const HOSTILE = `</td></table></style><script>alert(1)</script><img src=x onerror="alert('2')">\u202e\u0000`;

export const verdict = (test: string, passed: boolean, more: Partial<Verdict> = {}): Verdict => ({
  test,
  hidden: false,
  weight: 1,
  outcome: passed ? 'passed' : 'failed',
  message: passed ? '' : 'expected 3, got 9',
  ...(passed ? {} : { expected: '3', got: '9' }),
  ...more,
});

/** An exercise of three tests, the last hidden, of which the first `passed` pass. */
export function exerciseOf(id: string, title: string, maxPoints: number, passed: number): ExerciseGrade {
  const names = ['rows sum to 1', 'it agrees with Bayes on three points', 'far from all components'];
  const verdicts = names.map((name, i) => verdict(name, i < passed, { hidden: i === 2 }));
  const points = (maxPoints * passed) / 3;
  const base = { id, title, maxPoints, points, status: 'graded' as const, verdicts, compileErrors: [] };
  return passed === 1
    ? { ...base, hint: { name: 'no log-sum-exp', hint: 'Subtract the greatest logit first.' } }
    : base;
}

/** A notebook that was graded, with exercises of which so many tests passed. */
export function gradeOf(student: string, passed: readonly number[], more: Partial<NotebookGrade> = {}): NotebookGrade {
  const titles = ['The free energy of one data point', 'The E step', 'The M step of a Gaussian mixture'];
  const exercises = passed.map((n, i) => exerciseOf(`04.${i + 1}`, titles[i]!, [3, 3, 4][i]!, n));
  const rawScore = exercises.reduce((s, e) => s + e.points, 0);
  return {
    student,
    notebook: '04-em',
    submitted: '2026-11-25T21:59:00.000Z',
    sha256: 'ab'.repeat(32),
    course: '0.1.0+c0ffee',
    wall: 'bubblewrap',
    exercises,
    findings: [],
    manual: [{ grade_id: '04-q1', maxPoints: 2, answer: 'Because the M step maximises it.' }],
    rawScore,
    latePenalty: 0,
    score: rawScore,
    maxScore: 10,
    ...more,
  };
}

/** A class of forty whose third exercise everybody finds hard, with one damaged file and one odd notebook. */
export const classOf40 = (): NotebookGrade[] => [
  ...Array.from({ length: 38 }, (_, i) =>
    gradeOf(`student${String(i).padStart(2, '0')}`, [Math.min(3, 1 + (i % 4)), i % 4, i % 7 === 0 ? 2 : i % 2]),
  ),
  gradeOf('wild', [3, 0, 1], { findings: ['The locked cell 04.1-check was edited; the original was used.'] }),
  gradeOf('zoe', [], {
    exercises: [],
    score: 0,
    rawScore: 0,
    failure: { reason: 'the file is damaged.', ours: false },
  }),
];
