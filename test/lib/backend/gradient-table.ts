import { readFileSync } from 'node:fs';
import * as path from 'node:path';

/** What gradients.child.ts prints of each case: a relative error, or what was thrown. */
export type Measured = Record<'loss' | 'first' | 'second', number | string>;

/** One derivative on one engine. */
export interface Row {
  op: string;
  order: 'first' | 'second';
  engine: 'node' | 'wasm';
  status: 'pass' | 'repaired' | 'named error';
  /** the largest error over |golden| + 1; absent where it throws */
  error?: number;
  /** the same of tfjs as it is shipped; 'throws' where it throws, absent where it is right */
  tfjs?: number | 'throws';
}

/** float32 carries seven digits, and a second derivative is a short chain of operations. */
export const TOLERANCE = 1e-5;

const root = path.join(__dirname, '../../..');
const golden = (name: string) => path.join(root, `test/golden/${name}.json`);
export const GOLDEN = ['gradients', 'rare-gradients', 'layers'].map(golden);
export const TABLE = path.join(root, 'data/results/gradients');

export const namesIn = (files: string[]): string[] =>
  files.flatMap((file) => Object.keys(JSON.parse(readFileSync(file, 'utf8')) as object));

/** What an engine says that cannot differentiate: the library, or tfjs of a kernel that the engine has not. */
export const isNamed = (message: string): boolean =>
  / has no ((second )?derivative|right kernel) /.test(message) ||
  /^Kernel '\w+' not registered for backend/.test(message);

/** A number that says the same on every machine. */
const rounded = (error: number) => Number(error.toPrecision(1));

export function rowOf(
  op: string,
  order: Row['order'],
  engine: Row['engine'],
  ours: Measured,
  shipped: Measured | undefined,
): Row {
  const error = ours[order];
  const theirs = shipped?.[order] ?? 'throws';
  if (typeof error === 'string') {
    if (!isNamed(error)) throw new Error(`${op}, ${order} derivative on ${engine}: ${error}`);
    return { op, order, engine, status: 'named error' };
  }
  if (error > TOLERANCE) throw new Error(`${op}, ${order} derivative on ${engine}: relative error ${error}`);
  if (typeof theirs === 'number' && theirs <= TOLERANCE) {
    return { op, order, engine, status: 'pass', error: rounded(error) };
  }
  const tfjs = typeof theirs === 'number' ? rounded(theirs) : 'throws';
  return { op, order, engine, status: 'repaired', error: rounded(error), tfjs };
}

const cell = ({ status, error, tfjs }: Row) => {
  if (status === 'named error') return 'named error';
  return status === 'pass' ? `${error!}` : `${error!}, repaired (tfjs: ${tfjs!})`;
};

export function counts(rows: readonly Row[]): string {
  const of = (status: Row['status']) => rows.filter((row) => row.status === status).length;
  const wrong = rows.filter(({ tfjs }) => typeof tfjs === 'number').length;
  const cases = new Set(rows.map(({ op }) => op)).size;
  return (
    `${rows.length} derivatives (${cases} functions, first and second order, node and wasm): ${of('pass')} pass, ` +
    `${of('repaired')} repaired, ${of('named error')} named errors, 0 wrong. As shipped, tfjs gives a wrong number for ` +
    `${wrong} of the repaired and throws for the others.`
  );
}

/** The table as data/results/gradients.md holds it. */
export function markdown(rows: readonly Row[]): string {
  const ops = [...new Set(rows.map(({ op }) => op))];
  const columns = (['first', 'second'] as const).flatMap((order) =>
    (['node', 'wasm'] as const).map((engine) => ({ order, engine })),
  );
  const line = (op: string) => {
    const cells = columns.map(({ order, engine }) =>
      cell(rows.find((row) => row.op === op && row.order === order && row.engine === engine)!),
    );
    return `| ${[op, ...cells].join(' | ')} |`;
  };
  const head = ['function', ...columns.map(({ order, engine }) => `${order}, ${engine}`)];
  return [
    '# Derivatives against float64 values of PyTorch 2.13',
    '',
    `Written by \`npm run gradients\`; the test \`test/lib/backend/gradients.test.ts\` holds every line.`,
    `A number is the largest error over |golden| + 1 in float32; what is above ${TOLERANCE} does not pass.`,
    'The cases are in `test/golden/*gradients.py` and `layers.py`.',
    '',
    counts(rows),
    '',
    `| ${head.join(' | ')} |`,
    `| ${head.map(() => '---').join(' | ')} |`,
    ...ops.map(line),
    '',
  ].join('\n');
}
