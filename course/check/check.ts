import { keepRandom, show } from 'saddlepoint';
import { text } from './data';
import { functionNames, type Exercise, type Functions } from './exercise';
import { recognise } from './recognise';
import { here } from './remote';
import { asHtml, asText, report, type Report } from './report';
import { messageOf, runTest } from './run';
import { findExercise, SPECS } from './specs';

/**
 * Runs an exercise's visible tests on a student's functions and shows a table: what passed, what failed, what was
 * expected and what came, with a hint when the mistake is a known one. It never throws and changes nothing: not the
 * random state, not the number of tensors. A function that never gives back control (an endless loop without await)
 * cannot be stopped from inside the kernel: interrupt or restart the kernel then.
 * @param id "04.1"
 * @param functions what the student wrote, by name: `{ responsibilities }`
 */
export async function check(id: string, functions: Record<string, unknown>): Promise<void> {
  const r = await checkReport(id, functions);
  show({ html: asHtml(r), text: asText(r) });
}

/** What `check` shows; the specs are the course's own unless said. */
export async function checkReport(id: string, functions: Record<string, unknown>, specs = SPECS): Promise<Report> {
  try {
    const exercise = findExercise(id, specs);
    return await keepRandom(() => examine(exercise, given(exercise, functions)));
  } catch (error) {
    return { heading: `check('${id}', ...) could not run`, verdicts: [], closing: [messageOf(error)] };
  }
}

async function examine(exercise: Exercise, functions: Functions): Promise<Report> {
  const student = here(exercise, functions);
  const verdicts = [];
  for (const test of exercise.tests.filter((t) => t.hidden !== true)) verdicts.push(await runTest(test, student));
  const wrong = verdicts.some((v) => v.outcome === 'failed');
  const mistake = wrong ? await recognise(exercise, functions) : undefined;
  return report(exercise, verdicts, mistake?.hint);
}

/** The functions of an exercise out of what a student gave. @throws Error where one is missing */
function given(exercise: Exercise, functions: unknown): Functions {
  const names = functionNames(exercise);
  const call = `check('${exercise.id}', { ${names.join(', ')} })`;
  if (typeof functions !== 'object' || functions === null) throw new Error(`Call it with its functions: ${call}.`);
  const entries = names.map((name) => {
    const f = (functions as Record<string, unknown>)[name];
    if (typeof f !== 'function') throw new Error(`${call}: ${name} must be a function, and is ${text(f)}.`);
    return [name, f] as const;
  });
  return Object.fromEntries(entries) as Functions;
}
