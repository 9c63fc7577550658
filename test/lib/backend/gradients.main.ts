import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { counts, GOLDEN, markdown, namesIn, rowOf, TABLE, type Measured, type Row } from './gradient-table';

/** `npm run gradients`: measures every derivative, with our repairs and without, prints the table and stores it. */
function measure(engine: Row['engine'], ...preload: string[]): Record<string, Measured> {
  const requires = ['tsx/cjs', ...preload].flatMap((module) => ['--require', module]);
  const argv = [...requires, path.join(__dirname, 'gradients.child.ts'), engine, ...GOLDEN];
  const child = spawnSync(process.execPath, argv, { encoding: 'utf8', maxBuffer: 1 << 26 });
  if (child.status !== 0) throw new Error(`on ${engine}:\n${child.stderr.slice(-2000)}`);
  return JSON.parse(child.stdout.trimEnd().split('\n').at(-1)!) as Record<string, Measured>;
}

function rowsOn(engine: Row['engine']): Row[] {
  const ours = measure(engine);
  const shipped = measure(engine, path.join(__dirname, 'unrepaired.cjs'));
  return namesIn(GOLDEN).flatMap((op) =>
    (['first', 'second'] as const).map((order) => rowOf(op, order, engine, ours[op]!, shipped[op])),
  );
}

const rows = (['node', 'wasm'] as const).flatMap(rowsOn);
writeFileSync(`${TABLE}.json`, `[\n${rows.map((row) => `  ${JSON.stringify(row)}`).join(',\n')}\n]\n`);
writeFileSync(`${TABLE}.md`, markdown(rows));
for (const { op, order, engine, status, error, tfjs } of rows) {
  const numbers = [error, tfjs === undefined ? '' : `(tfjs: ${tfjs})`].map((value) => String(value ?? ''));
  console.log([op.padEnd(42), order.padEnd(7), engine.padEnd(5), status.padEnd(12), ...numbers].join(' '));
}
console.log(`\n${counts(rows)}\nStored in data/results/gradients.md and .json.`);
