// @ts-check
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { tsc } from './build.mjs';
import { seconds } from './progress.mjs';

/**
 * @param {string} root
 * @param {string} script below node_modules
 * @param {...string} args
 */
const tool = (root, script, ...args) => [join(root, 'node_modules', script), ...args];

/** @param {string} root @param {string[]} mochaArgs @returns {[string, string[]][]} */
const stages = (root, mochaArgs) => [
  ['lint', tool(root, 'eslint/bin/eslint.js', '.')],
  ['format', tool(root, 'prettier/bin/prettier.cjs', '--check', '.')],
  ['types', tsc(root, '--build')],
  ['types of course/start', tsc(root, '-p', 'course/start')],
  ['tests', tool(root, 'mocha/bin/mocha.js', ...mochaArgs)],
];

/**
 * Lint, format, types, tests: all of them, whatever fails, so that one run tells everything.
 *
 * @param {import('./step.mjs').Context} context
 * @param {string[]} mochaArgs
 * @returns {Promise<number>} the worst exit code
 */
export async function runStages({ root, env }, mochaArgs) {
  const failed = [];
  let worst = 0;
  for (const [name, args] of stages(root, mochaArgs)) {
    const isLast = name === 'tests';
    if (isLast && failed.length) console.log(`\nFailed above: ${failed.join(', ')}. The tests run all the same.`);
    console.log(`\n== ${name}`);
    const begin = performance.now();
    const code = await show(args, root, env);
    if (!isLast) console.log(`== ${name} ${code ? `failed (exit code ${code})` : 'passed'} in ${seconds(begin)}`);
    if (code) failed.push(name);
    worst = Math.max(worst, code);
  }
  return worst;
}

/** @param {string[]} args of node @param {string} cwd @param {NodeJS.ProcessEnv} env @returns {Promise<number>} */
const show = (args, cwd, env) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd, env, stdio: 'inherit' });
    child.on('exit', (code) => resolve(code ?? 1));
  });
