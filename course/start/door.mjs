// @ts-check
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tell } from './failure.mjs';
import { openLab } from './lab.mjs';
import { HELP, parseEngine, parseOptions } from './options.mjs';
import { choosePort } from './port.mjs';
import { report } from './report.mjs';
import { setUp } from './setup.mjs';
import { runStages } from './stages.mjs';

const ROOT = resolve(fileURLToPath(new URL('../..', import.meta.url)));

/** @param {string | null} asked by --engine @returns {import('./step.mjs').Context} */
function context(asked) {
  const engine = asked ?? process.env['SADDLEPOINT_ENGINE'];
  // Of TensorFlow's C++ log, errors only: for the probe, for JupyterLab's kernels and for the tests.
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: process.env['TF_CPP_MIN_LOG_LEVEL'] ?? '2' };
  if (engine) env['SADDLEPOINT_ENGINE'] = engine;
  return { root: ROOT, env, engine: parseEngine(engine ?? 'auto') };
}

/** @param {() => Promise<number>} work gives the exit code */
async function main(work) {
  try {
    process.exitCode = await work();
  } catch (error) {
    process.exitCode = tell(error);
  }
}

/** @param {import('./step.mjs').Context} context */
async function print(context) {
  const { markdown, isWell } = await report(context);
  console.log(markdown);
  return isWell ? 0 : 1;
}

/**
 * npm start
 *
 * @param {string[]} args
 */
export const start = (args) =>
  main(async () => {
    const begin = performance.now();
    const options = parseOptions(args);
    if (options.help) return (console.log(HELP), 0);
    const prepared = context(options.engine);
    if (options.port !== null) await choosePort(options.port); // a taken port is told before minutes of set-up
    await setUp(prepared);
    if (options.check) return (console.log(), print(prepared));
    await openLab(prepared, { port: await choosePort(options.port), browser: options.browser, begin });
    return 0;
  });

/**
 * npm test
 *
 * @param {string[]} mochaArgs
 */
export const test = (mochaArgs) =>
  main(async () => {
    const prepared = context(null);
    await setUp(prepared);
    return runStages(prepared, mochaArgs);
  });

/** npm run doctor */
export const doctor = () => main(() => print(context(null)));
