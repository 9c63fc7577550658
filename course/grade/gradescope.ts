import type { Verdict } from '../check/run';
import { rounded, type ExerciseGrade, type NotebookGrade } from './result';

/** Gradescope's results.json. */
export interface Results {
  score: number;
  output: string;
  visibility: 'visible';
  tests: ResultTest[];
}

interface ResultTest {
  name: string;
  number: string;
  score: number;
  max_score: number;
  status: 'passed' | 'failed';
  output: string;
  visibility: 'visible';
}

/** What Gradescope shows of a notebook: a test for each exercise. Of hidden tests only how many passed. */
export function gradescopeResults(g: NotebookGrade): Results {
  const notes = [g.failure?.reason, ...g.findings].filter((note) => note !== undefined);
  if (g.latePenalty > 0) notes.push(`${rounded(g.latePenalty)} points are taken off because it was late.`);
  return { score: g.score, output: notes.join('\n'), visibility: 'visible', tests: g.exercises.map(asTest) };
}

const asTest = (e: ExerciseGrade): ResultTest => ({
  name: `${e.id} ${e.title}`,
  number: e.id,
  score: e.points,
  max_score: e.maxPoints,
  status: e.points === e.maxPoints ? 'passed' : 'failed',
  output: feedbackLines(e).join('\n'),
  visibility: 'visible',
});

/** What a student may know of an exercise's grade, line by line. */
export function feedbackLines(e: ExerciseGrade): string[] {
  const visible = e.verdicts.filter((v) => !v.hidden);
  const hidden = e.verdicts.filter((v) => v.hidden);
  const passed = hidden.filter((v) => v.outcome === 'passed').length;
  return [
    ...(e.reason === undefined ? [] : [e.reason]),
    ...e.compileErrors,
    ...(e.status === 'not written' ? ['Not written yet.'] : visible.map(verdictLine)),
    ...(e.status === 'not written' || hidden.length === 0
      ? []
      : [`${passed} of ${hidden.length} hidden tests passed.`]),
    ...(e.hint === undefined ? [] : [`Hint: ${e.hint.hint}`]),
  ];
}

function verdictLine({ test, outcome, message, expected, got }: Verdict): string {
  if (outcome === 'passed') return `passed: ${test}`;
  return `${outcome}: ${test} - ${expected === undefined ? message : `expected ${expected}, got ${got ?? message}`}`;
}
