/** npm run execute -- NN-topic ... : runs masters in the tslab kernel and stores what they show. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readNotebook, writeNotebook } from '../release/notebook';
import { cleaned } from './outputs';
import { ROOT, runNotebook, type Ended } from './runner';

const USAGE = 'Usage: npm run execute -- NN-topic ... [--limit SECONDS]';

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { limit: { type: 'string' } } });
  const limit = Number(values.limit ?? 600);
  if (positionals.length === 0 || !(limit > 0)) throw new Error('Name at least one notebook.');
  for (const name of positionals) if (!(await execute(name, limit))) return 1;
  return 0;
}

async function execute(name: string, limit: number): Promise<boolean> {
  const file = join(ROOT, 'solutions', `${name}.ipynb`);
  readNotebook(file);
  const began = Date.now();
  console.log(name);
  const { notebook, failure } = await runNotebook(file, limit, print);
  if (failure !== undefined) return false;
  try {
    writeNotebook(file, cleaned(notebook));
  } catch (error) {
    throw new Error(`${name}: ${(error as Error).message}`);
  }
  console.log(`${name}: ran in ${((Date.now() - began) / 1000).toFixed(1)} s; its outputs are stored`);
  return true;
}

function print({ cell, of, head, seconds, message }: Ended): void {
  const where = `  ${String(cell).padStart(3)}/${of}`;
  if (message === undefined) console.log(`${where} ${seconds!.toFixed(1).padStart(6)} s  ${head}`);
  else console.error(`${where} FAILED    ${head}\n${message.replace(/^/gm, '      ')}\nNothing was stored.`);
}

main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(`${(error as Error).message}\n${USAGE}`);
    process.exitCode = 2;
  },
);
