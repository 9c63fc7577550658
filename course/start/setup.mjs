// @ts-check
import { build } from './build.mjs';
import { data } from './data.mjs';
import { engine } from './engine.mjs';
import { Failure } from './failure.mjs';
import { kernel } from './kernel.mjs';
import { packages } from './packages.mjs';
import { progress } from './progress.mjs';
import { python } from './python.mjs';
import { lock } from './stamp.mjs';

/**
 * In the order in which they need each other.
 *
 * @type {import('./step.mjs').Step[]}
 */
export const STEPS = [packages, build, python, kernel, engine, data];

/**
 * Brings this machine to where the notebooks run. What is done already is only looked at.
 *
 * @param {import('./step.mjs').Context} context
 */
export async function setUp(context) {
  const release = lock(context.root);
  process.once('SIGINT', interrupted);
  const step = progress(STEPS.length);
  for (const { name, check, perform } of STEPS) {
    await step(name, async (voice) => {
      let state = check(context);
      if (!state.ok) {
        await perform(context, voice);
        state = check(context);
      }
      if (!state.ok)
        throw new Failure(
          `After the step "${name}" ${state.text}.`,
          'Start again; if it stays, paste `npm run doctor` into a bug report.',
        );
      return state.text;
    });
  }
  process.off('SIGINT', interrupted);
  release();
}

/** Our end is the end of the running command too (guard.mjs). */
function interrupted() {
  console.log('\nInterrupted. The same command goes on from here; finished steps are kept.');
  process.exit(130);
}
