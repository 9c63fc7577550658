// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './child.mjs';
import { verifyData } from './data.mjs';
import { probe } from './engine.mjs';
import { Failure } from './failure.mjs';
import { describeMachine } from './machine.mjs';
import { npm } from './packages.mjs';
import { findPython, venvPython } from './python.mjs';
import { STEPS } from './setup.mjs';

const PYTHON_PACKAGES = ['jupyterlab', 'plotly', 'nbclient'];
const NPM_PACKAGES = ['tslab', 'typescript', '@tensorflow/tfjs', '@tensorflow/tfjs-node', '@tensorflow/tfjs-node-gpu'];

/** @typedef {import('./step.mjs').Context} Context */
/** @typedef {[string, string]} Row what, and its version or verdict */
/** @typedef {{ text: string, remedy: string }} Problem */

/**
 * First line of what a command prints, or 'none'.
 *
 * @param {Context} context
 * @param {string} command
 * @param {string[]} args
 */
async function firstLine({ root, env }, command, args) {
  const { code, output } = await run(command, args, { cwd: root, env });
  return code === 0 ? (output.trim().split('\n').at(-1) ?? '') : 'none';
}

/** @param {string} file */
const versionIn = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).version : 'none');

/** @param {Context} context @returns {Promise<Row[]>} */
async function pythonRows(context) {
  const interpreter = venvPython(context.root);
  if (!existsSync(interpreter)) {
    const found = await findPython(context).catch((error) => error);
    return [['Python', found instanceof Failure ? 'none that will do' : `${found.version} (no .venv yet)`]];
  }
  const script = `
import importlib.metadata as m, platform
def version(name):
    try: return m.version(name)
    except m.PackageNotFoundError: return "none"
print(",".join([platform.python_version()] + [version(n) for n in ${JSON.stringify(PYTHON_PACKAGES)}]))`;
  const versions = (await firstLine(context, interpreter, ['-c', script])).split(',');
  return ['Python', ...PYTHON_PACKAGES].map((name, i) => [name, versions[i] ?? 'none']);
}

/** @param {Context} context @returns {Promise<Row[]>} */
async function versionRows(context) {
  const { root, env } = context;
  const { command, args } = npm(env);
  const commit = await firstLine(context, 'git', ['describe', '--always', '--dirty']);
  return [
    ['machine', describeMachine(root)],
    ['saddlepoint', `${versionIn(join(root, 'lib', 'package.json'))} (commit ${commit})`],
    ['Node', process.versions.node],
    ['npm', await firstLine(context, command, [...args, '--version'])],
    ...(await pythonRows(context)),
    ...NPM_PACKAGES.map(
      (name) => /** @type {Row} */ ([name, versionIn(join(root, 'node_modules', name, 'package.json'))]),
    ),
  ];
}

/**
 * What ready() picks here, and how fast it is.
 *
 * @param {Context} context
 * @returns {Promise<{ row: Row, problems: Problem[] }>}
 */
async function engineRow(context) {
  try {
    const { name, description, gflops } = await probe(context.engine, context);
    return { row: ['engine', `${name}: ${description}; ${gflops} GFLOP/s in a float32 matMul`], problems: [] };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return {
      row: ['engine', 'none'],
      problems: [{ text: `No engine starts: ${error.message}`, remedy: '`npm start -- --check`' }],
    };
  }
}

/**
 * The data's problems have remedies of their own.
 *
 * @param {Context} context
 * @returns {{ rows: Row[], problems: Problem[] }}
 */
function stepRows(context) {
  const states = STEPS.filter(({ name }) => name !== 'data').map(({ name, check }) => ({ name, ...check(context) }));
  const { count, problems } = verifyData(context.root);
  return {
    rows: [
      ...states.map(({ name, ok, text }) => /** @type {Row} */ ([`step ${name}`, `${ok ? 'done' : 'to do'}: ${text}`])),
      ['step data', `${count - problems.length} of ${count} files have their checksums`],
    ],
    problems: [...states.filter(({ ok }) => !ok).map(({ text }) => ({ text, remedy: '`npm start`' })), ...problems],
  };
}

/**
 * The state of this machine in Markdown, for a bug report. It works at any stage of the set-up.
 *
 * @param {Context} context
 * @returns {Promise<{ markdown: string, isWell: boolean }>}
 */
export async function report(context) {
  const steps = stepRows(context);
  const engine = await engineRow(context);
  const rows = [...(await versionRows(context)), ...steps.rows, engine.row];
  const problems = [...steps.problems, ...engine.problems];
  const wrong = problems.map(({ text, remedy }) => `- ${text}. Remedy: ${remedy}`);
  const lines = ['| what | here |', '| --- | --- |', ...rows.map(([name, value]) => `| ${name} | ${value} |`), ''];
  const verdict = wrong.length ? ['**What is wrong**', '', ...wrong] : ['Nothing is wrong.'];
  return { markdown: [...lines, ...verdict].join('\n'), isWell: wrong.length === 0 };
}
