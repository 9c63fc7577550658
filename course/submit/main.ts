/** npm run submit -- NN-topic: looks at a notebook as the grader will, and makes what is handed in. */
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { asText } from '../check/all';
import { specNames } from '../check/specs';
import { ROOT } from '../execute/runner';
import { parseNotebook } from '../release/notebook';
import { handIn, studentName } from './hand-in';
import { inspect, visibleTests, type Look } from './inspect';

const USAGE = `Usage: npm run submit -- NN-topic [--as NAME] [--notebook FILE] [--to FOLDER] [--anyway] [--limit SECONDS]

--as NAME        whose it is; your user name unless said
--notebook FILE  notebooks/NN-topic.ipynb unless said
--to FOLDER      where to put NAME/NN-topic/; submitted/ unless said
--anyway         hand it in although something is wrong
--limit SECONDS  for running the notebook; 600 unless said`;

const FLAGS = {
  as: { type: 'string', default: userInfo().username },
  notebook: { type: 'string' },
  to: { type: 'string', default: 'submitted' },
  anyway: { type: 'boolean', default: false },
  limit: { type: 'string', default: '600' },
} as const;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: FLAGS });
  const [name] = positionals;
  const limit = Number(values.limit);
  if (positionals.length !== 1 || name === undefined || !(limit > 0)) throw new Error(USAGE);
  if (!specNames().includes(name)) throw new Error(`There is no ${name}; there are ${specNames().join(', ')}.`);
  const student = studentName(values.as);
  const file = resolve(values.notebook ?? join(ROOT, 'notebooks', `${name}.ipynb`));
  const bytes = bytesOf(file);
  const notebook = parseNotebook(bytes.toString('utf8'), relative(process.cwd(), file));
  console.log(`${name}, from ${relative(process.cwd(), file)}`);
  let wrong = 0;
  for await (const look of inspect(name, notebook, file, limit)) {
    print(look);
    wrong += look.faults.length;
  }
  const tests = await visibleTests(name, file);
  console.log(tests === undefined ? 'The visible tests did not end: is there an endless loop?' : asText(tests));
  if (tests === undefined) wrong++;
  if (wrong > 0 && !values.anyway) {
    console.log(`\nNot handed in: ${wrong} to mend. To hand it in as it is, add --anyway.`);
    return 1;
  }
  const { time, sha256 } = handIn(resolve(values.to), student, name, bytes);
  const place = relative(process.cwd(), join(resolve(values.to), student, name));
  console.log(`\nHanded in as ${student}, ${time.toISOString()}: ${place}\nYour receipt: sha256 ${sha256}`);
  return 0;
}

function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new Error(`${file}: cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}).`);
  }
}

function print({ what, well, faults }: Look): void {
  console.log(`  ${what.padEnd(13)}${faults.length === 0 ? well : `${faults.length} to mend`}`);
  for (const fault of faults) console.log(`    - ${fault}`);
}

main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error((error as Error).message);
    process.exitCode = 2;
  },
);
