import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** nbgrader's metadata of a cell, version 3 of its schema. */
export interface GraderMetadata {
  schema_version: number;
  grade: boolean;
  solution: boolean;
  locked: boolean;
  task: boolean;
  grade_id: string;
  points?: number;
  cell_type?: string;
}

/** What a code cell showed: nbformat's output, of whose kinds we read stream and display_data. */
export interface Output {
  output_type: string;
  name?: string;
  text?: string;
  data?: Record<string, unknown>;
  metadata?: Record<string, unknown>;
}

/** A cell with its source (and its outputs' text) as one string. */
export interface Cell {
  cell_type: 'code' | 'markdown' | 'raw';
  id?: string;
  metadata: Record<string, unknown> & { nbgrader?: GraderMetadata };
  source: string;
  attachments?: Record<string, unknown>;
  outputs?: Output[];
  execution_count?: number | null;
}

/** A Jupyter notebook, nbformat 4. */
export interface Notebook {
  cells: Cell[];
  metadata: Record<string, unknown>;
  nbformat: 4;
  nbformat_minor: number;
}

/** Reads a notebook file. @throws Error that names the file and what is wrong with it */
export function readNotebook(file: string): Notebook {
  let source: string;
  try {
    source = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(`${file}: cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}).`);
  }
  return parseNotebook(source, basename(file));
}

/** Reads a notebook's text. @throws Error that begins with `name` and says what is wrong */
export function parseNotebook(text: string, name: string): Notebook {
  const raw = parseJson(text, name);
  if (!isObject(raw) || !Array.isArray(raw['cells'])) throw new Error(`${name}: this is JSON, but not a notebook.`);
  if (raw['nbformat'] !== 4) {
    throw new Error(
      `${name}: its nbformat is ${String(raw['nbformat'])}, and 4 is wanted; open and save it in JupyterLab.`,
    );
  }
  const cells = raw['cells'].map((cell: unknown, i) => readCell(cell, `${name}: cell ${i + 1}`));
  const metadata = isObject(raw['metadata']) ? raw['metadata'] : {};
  const minor = typeof raw['nbformat_minor'] === 'number' ? raw['nbformat_minor'] : 5;
  return { cells, metadata, nbformat: 4, nbformat_minor: minor };
}

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
export function writeWhole(file: string, content: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const half = join(dirname(file), `.${basename(file)}.${process.pid}`);
  const open = openSync(half, 'w');
  try {
    writeSync(open, content);
    fsyncSync(open);
  } finally {
    closeSync(open);
  }
  renameSync(half, file);
}

/** nbgrader's metadata of a cell, if it has any. */
export const graderOf = (cell: Cell): GraderMetadata | undefined => cell.metadata.nbgrader;

/** The cells that students write, by grade_id. */
export const solutionCells = (notebook: Notebook): Cell[] =>
  notebook.cells.filter((c) => c.cell_type === 'code' && graderOf(c)?.solution === true);

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    const what = text.trim() === '' ? 'the file is empty' : 'the file is damaged (it is not JSON)';
    throw new Error(`${name}: ${what}.`);
  }
}

function readCell(raw: unknown, where: string): Cell {
  const type = isObject(raw) ? raw['cell_type'] : undefined;
  if (!isObject(raw) || (type !== 'code' && type !== 'markdown' && type !== 'raw')) {
    throw new Error(`${where} is no notebook cell.`);
  }
  const metadata = isObject(raw['metadata']) ? raw['metadata'] : {};
  const cell: Cell = { cell_type: type, metadata, source: joined(raw['source'], where).replace(/\r\n?/g, '\n') };
  if (typeof raw['id'] === 'string') cell.id = raw['id'];
  if (isObject(raw['attachments'])) cell.attachments = raw['attachments'];
  if (type !== 'code') return cell;
  const outputs: unknown[] = Array.isArray(raw['outputs']) ? raw['outputs'] : [];
  const count = typeof raw['execution_count'] === 'number' ? raw['execution_count'] : null;
  return { ...cell, execution_count: count, outputs: outputs.filter(isObject).map((o) => readOutput(o, where)) };
}

function readOutput(raw: Record<string, unknown>, where: string): Output {
  const output = { ...raw } as unknown as Output;
  if ('text' in raw) output.text = joined(raw['text'], where);
  if (isObject(raw['data'])) {
    const entries = Object.entries(raw['data']).map(([mime, v]) => [mime, isLines(v) ? v.join('') : v] as const);
    output.data = Object.fromEntries(entries);
  }
  return output;
}

function joined(value: unknown, where: string): string {
  if (typeof value === 'string') return value;
  if (isLines(value)) return value.join('');
  throw new Error(`${where} has no text.`);
}

/** A text as the list of lines that Jupyter stores. */
const lines = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

function asStored(cell: Cell): unknown {
  if (cell.outputs === undefined) return { ...cell, source: lines(cell.source) };
  return { ...cell, source: lines(cell.source), outputs: cell.outputs.map(outputAsStored) };
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

const isLines = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((v) => typeof v === 'string');
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
