import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Row } from './row';

/** The files in this folder whose names begin with a capital are the rows: I-01.ts, MNIST-Net.ts. */
export const rowNames = (): string[] =>
  readdirSync(__dirname)
    .filter((file) => /^[A-Z].*\.js$/.test(file))
    .map((file) => file.slice(0, -'.js'.length))
    .sort();

/** @throws Error that lists the rows when there is none of this name */
export async function loadRow(name: string): Promise<Row> {
  if (!rowNames().includes(name)) {
    throw new Error(`There is no row "${name}" to reproduce; there are: ${rowNames().join(', ')}.`);
  }
  return ((await import(join(__dirname, `${name}.js`))) as { row: Row }).row;
}
