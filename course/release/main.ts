/**
 * npm run release [-- NN-topic ...] [--check | --nbgrader COURSE]: the student edition of every master, or whether it is
 * in step, or both in the folders of an nbgrader course.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadSpec } from '../check/specs';
import { ROOT } from '../execute/runner';
import { readNotebook, type Notebook } from './notebook';
import { writeNbgrader } from './nbgrader';
import { formatNotebook, writeNotebook } from './store';
import { studentEdition } from './release';
import { typeFaults } from './typecheck';

const OPTIONS = { check: { type: 'boolean' }, nbgrader: { type: 'string' } } as const;

function main(): number {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: OPTIONS });
  const course = values.nbgrader === undefined ? undefined : resolve(values.nbgrader);
  process.chdir(ROOT);
  const release = course !== undefined ? toNbgrader(course) : values.check === true ? isInStep : write;
  return (positionals.length > 0 ? positionals : masters()).map(release).every(Boolean) ? 0 : 1;
}

const masters = (): string[] =>
  readdirSync('solutions')
    .filter((file) => file.endsWith('.ipynb'))
    .map((file) => file.slice(0, -'.ipynb'.length))
    .sort();

const masterFile = (name: string): string => join('solutions', `${name}.ipynb`);
const studentFile = (name: string): string => join('notebooks', `${name}.ipynb`);

function write(name: string): boolean {
  const edition = render(name);
  const faults = typeFaults(edition);
  for (const { cell, message } of faults) console.error(`${masterFile(name)}: cell ${cell + 1} as a stub, ${message}`);
  if (faults.length > 0) return false;
  writeNotebook(studentFile(name), edition);
  console.log(`${studentFile(name)}: written`);
  return true;
}

const toNbgrader =
  (course: string) =>
  (name: string): boolean => {
    for (const file of writeNbgrader(course, name, readNotebook(masterFile(name)), render(name))) {
      console.log(`${file}: written`);
    }
    return true;
  };

function isInStep(name: string): boolean {
  const file = studentFile(name);
  const inStep = existsSync(file) && readFileSync(file, 'utf8') === formatNotebook(render(name));
  console.log(`${file}: ${inStep ? 'in step' : `out of step with its master; run: npm run release -- ${name}`}`);
  return inStep;
}

function render(name: string): Notebook {
  const master = masterFile(name);
  try {
    return studentEdition(readNotebook(master), loadSpec(name));
  } catch (error) {
    const { message } = error as Error;
    throw new Error(message.startsWith(name) || message.startsWith(master) ? message : `${master}: ${message}`);
  }
}

try {
  process.exitCode = main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 2;
}
