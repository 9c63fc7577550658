/** npm run execute -- NN-topic ... : runs masters in the tslab kernel and stores what they show. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { execute } from './execute';
import { ROOT, type Ended } from './runner';

const USAGE = 'Usage: npm run execute -- NN-topic ... [--limit SECONDS]';

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { limit: { type: 'string' } } });
  const limit = Number(values.limit ?? 600);
  if (positionals.length === 0 || !(limit > 0)) throw new Error(USAGE);
  process.chdir(ROOT);
  for (const name of positionals) {
    const began = Date.now();
    console.log(name);
    if (!(await execute(join('solutions', `${name}.ipynb`), limit, print))) return 1;
    console.log(`${name}: ran in ${((Date.now() - began) / 1000).toFixed(1)} s; its outputs are stored`);
  }
  return 0;
}

function print({ cell, of, head, seconds, message }: Ended): void {
  const where = `  ${String(cell).padStart(3)}/${of}`;
  if (message === undefined) console.log(`${where} ${seconds!.toFixed(1).padStart(6)} s  ${head}`);
  else console.error(`${where} FAILED    ${head}\n${message.replace(/^/gm, '      ')}\nNothing was stored.`);
}

main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error((error as Error).message);
    process.exitCode = 2;
  },
);
