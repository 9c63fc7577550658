import type { Functions } from './exercise';
import { functionNames } from './exercise';
import { kernelDisplay } from './kernel';
import { recognise } from './recognise';
import { here } from './remote';
import { asHtml, asText, report, type Report } from './report';
import { messageOf, runTest } from './run';
import { findExercise, SPECS } from './specs';

/**
 * Runs an exercise's visible tests on a student's functions and shows a table: what passed, what failed, what was
 * expected and what came, with a hint when the mistake is a known one. It never throws and changes nothing: not the
 * random state, not the number of tensors.
 * @param id "04.1"
 * @param functions what the student wrote, by name: `{ responsibilities }`
 */
export async function check(id: string, functions: Record<string, unknown>): Promise<void> {
  try {
    show(await checkReport(id, functions));
  } catch (error) {
    console.log(`check('${id}') could not run: ${messageOf(error)}`);
  }
}

/** What `check` shows. @throws Error when there is no such exercise or a function is missing */
export async function checkReport(id: string, functions: Record<string, unknown>, specs = SPECS): Promise<Report> {
  const exercise = findExercise(id, specs);
  const names = functionNames(exercise);
  for (const name of names) {
    if (typeof functions[name] !== 'function') {
      throw new Error(`it wants { ${names.join(', ')} }, and ${name} is ${typeof functions[name]}, not a function.`);
    }
  }
  const written = functions as Functions;
  const student = here(exercise, written);
  const verdicts = [];
  for (const test of exercise.tests.filter((t) => t.hidden !== true)) verdicts.push(await runTest(test, student));
  const wrong = verdicts.some((v) => v.outcome === 'failed');
  const mistake = wrong ? await recognise(exercise, written) : undefined;
  return report(exercise, verdicts, mistake?.hint);
}

function show(r: Report): void {
  const display = kernelDisplay();
  if (display === undefined) console.log(asText(r));
  else display.html(asHtml(r));
}
