import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { metadataAsStored } from './grade-id';
import { isObject, type Cell, type Notebook, type Output } from './notebook';

/** A notebook as Jupyter writes it: sorted keys, one blank of indentation, long texts as lists of lines. */
export function formatNotebook(notebook: Notebook): string {
  const stored = { ...notebook, cells: notebook.cells.map(asStored) };
  return `${JSON.stringify(sorted(stored), null, 1)}\n`;
}

/** Writes a notebook whole or not at all. */
export function writeNotebook(file: string, notebook: Notebook): void {
  writeWhole(file, formatNotebook(notebook));
}

/** Writes a file whole or not at all: beside its place first, then moved there. */
export function writeWhole(file: string, content: string | Buffer): void {
  mkdirSync(dirname(file), { recursive: true });
  const half = join(dirname(file), `.${basename(file)}.${process.pid}`);
  try {
    writeFileSync(half, content, { flush: true });
    renameSync(half, file);
  } catch (error) {
    rmSync(half, { force: true });
    throw error;
  }
}

/** A text as the list of lines that Jupyter stores. */
const lines = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

function asStored(cell: Cell): unknown {
  const stored = { ...cell, metadata: metadataAsStored(cell.metadata), source: lines(cell.source) };
  return cell.outputs === undefined ? stored : { ...stored, outputs: cell.outputs.map(outputAsStored) };
}

function outputAsStored(output: Output): unknown {
  const data = Object.entries(output.data ?? {}).map(([mime, v]) => {
    const textual = typeof v === 'string' && (mime.startsWith('text/') || mime === 'image/svg+xml');
    return [mime, textual ? lines(v) : v] as const;
  });
  const text = output.text === undefined ? {} : { text: lines(output.text) };
  return { ...output, ...text, ...(output.data === undefined ? {} : { data: Object.fromEntries(data) }) };
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((k) => [k, sorted(value[k])]));
}
