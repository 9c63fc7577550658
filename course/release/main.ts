/** npm run release [-- NN-topic ...] [--check]: the student edition of every master, or whether it is in step. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadSpec } from '../check/specs';
import { ROOT } from '../execute/runner';
import { formatNotebook, readNotebook, writeWhole } from './notebook';
import { studentEdition } from './release';

const USAGE = 'Usage: npm run release [-- NN-topic ...] [--check]';

function main(): number {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { check: { type: 'boolean' } } });
  const names = positionals.length > 0 ? positionals : masters();
  let wrong = 0;
  for (const name of names) {
    const [file, edition] = [join(ROOT, 'notebooks', `${name}.ipynb`), render(name)];
    const inStep = existsSync(file) && readFileSync(file, 'utf8') === edition;
    if (values.check !== true && !inStep) writeWhole(file, edition);
    if (values.check === true && !inStep) wrong++;
    console.log(
      `${file}: ${inStep ? 'in step' : values.check ? `differs from its master; run: npm run release -- ${name}` : 'written'}`,
    );
  }
  return wrong === 0 ? 0 : 1;
}

const masters = (): string[] =>
  readdirSync(join(ROOT, 'solutions'))
    .filter((file) => file.endsWith('.ipynb'))
    .map((file) => file.slice(0, -'.ipynb'.length))
    .sort();

function render(name: string): string {
  const master = join(ROOT, 'solutions', `${name}.ipynb`);
  try {
    return formatNotebook(studentEdition(readNotebook(master), loadSpec(name)));
  } catch (error) {
    const message = (error as Error).message;
    throw new Error(message.startsWith(master) ? message : `${master}: ${message}`);
  }
}

try {
  process.exitCode = main();
} catch (error) {
  console.error(`${(error as Error).message}\n${USAGE}`);
  process.exitCode = 2;
}
