import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { metadataAsRead } from './grade-id';

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
  /** of a released cell, by nbgrader */
  checksum?: string;
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

/** nbgrader's metadata of a cell, if it has any. */
export const graderOf = ({ metadata: { nbgrader } }: Cell): GraderMetadata | undefined =>
  isObject(nbgrader) ? nbgrader : undefined;

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
  const metadata = isObject(raw['metadata']) ? metadataAsRead(raw['metadata']) : {};
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
    const text = (mime: string, v: unknown): unknown => (isLines(v) && !mime.endsWith('json') ? v.join('') : v);
    const entries = Object.entries(raw['data']).map(([mime, v]) => [mime, text(mime, v)] as const);
    output.data = Object.fromEntries(entries);
  }
  return output;
}

function joined(value: unknown, where: string): string {
  if (typeof value === 'string') return value;
  if (isLines(value)) return value.join('');
  throw new Error(`${where} has no text.`);
}

const isLines = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((v) => typeof v === 'string');
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
