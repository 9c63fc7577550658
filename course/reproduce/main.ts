/** npm run reproduce -- ROW [--seed N] [--engine auto|gpu|node|wasm] [--quick]: the full training behind a claimed result. */
import { parseArgs } from 'node:util';
import { ready, type EngineName } from 'saddlepoint';
import { ROOT } from '../execute/runner';
import { Interrupted } from './row';
import { loadRow, rowNames } from './rows';
import { runRow } from './run-row';
import { clock } from './terminal';

const options = {
  seed: { type: 'string', default: '1' },
  engine: { type: 'string', default: 'auto' },
  quick: { type: 'boolean', default: false },
} as const;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  const [name] = positionals;
  if (positionals.length !== 1 || name === undefined) {
    throw new Error(`Which row? npm run reproduce -- ROW, one of: ${rowNames().join(', ')}.`);
  }
  const seed = Number(values.seed);
  if (!Number.isSafeInteger(seed)) throw new Error(`--seed ${values.seed}: give a whole number, for example --seed 1.`);
  const row = await loadRow(name);
  await ready(values.engine as EngineName | 'auto');
  const result = await runRow(row, { seed, quick: values.quick, root: ROOT });
  for (const [measure, value] of Object.entries(result.measures)) console.log(`  ${measure}: ${value}`);
  console.log(`${row.row} ${result.pass} (${result.bar}) in ${clock(result.minutes * 60)}`);
  console.log(
    values.quick ? 'A quick run shows that the code works; nothing was stored.' : `data/results/${name}.json`,
  );
  return values.quick || result.pass === 'passed' ? 0 : 1;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const stopped = error instanceof Interrupted;
    console.error(stopped ? 'Stopped. The same command goes on from here.' : (error as Error).message);
    process.exitCode = stopped ? 130 : 2;
  },
);
