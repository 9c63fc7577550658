import { escape } from './static/xml';

/** A table for the page and for a terminal. */
export interface Table {
  readonly html: string;
  readonly text: string;
}

export interface TableOptions {
  /** names of the columns, as many as a row has cells */
  readonly columns?: readonly string[];
  readonly title?: string;
}

export type TableCell = string | number | boolean | null | undefined;

interface Content {
  readonly title: string | undefined;
  readonly columns: readonly string[];
  readonly cells: readonly (readonly string[])[];
  /** whether cell [i][j] is a number, which is set to the right */
  readonly isNumber: (i: number, j: number) => boolean;
}

/**
 * Rows of cells as a table; numbers to five digits, set to the right. Everything is escaped.
 * @throws Error where a row has not as many cells as there are columns
 */
export function table(rows: readonly (readonly TableCell[])[], options: TableOptions = {}): Table {
  const { columns = [], title } = options;
  const expected = options.columns?.length ?? rows[0]?.length ?? 0;
  const wrong = rows.findIndex((row) => row.length !== expected);
  if (wrong >= 0) throw new Error(`table: row ${wrong} has ${rows[wrong]!.length} cells: expected ${expected}`);
  const cells = rows.map((row) => row.map(format));
  const content = { title, columns, cells, isNumber: (i: number, j: number) => typeof rows[i]?.[j] === 'number' };
  return { html: html(content), text: plain(content) };
}

function format(v: TableCell): string {
  if (typeof v !== 'number') return v === null || v === undefined ? '' : String(v);
  return Number.isInteger(v) ? String(v) : String(Number(v.toPrecision(5)));
}

function html({ title, columns, cells, isNumber }: Content): string {
  // said twice: GitHub takes styles away, JupyterLab's own style is stronger than the attribute
  const side = (name: string): string => ` align="${name}" style="text-align:${name}"`;
  const cell = (tag: 'th' | 'td', content: string, i: number, j: number): string =>
    `<${tag}${side(isNumber(i, j) ? 'right' : 'left')}>${escape(content)}</${tag}>`;
  const caption = title === undefined ? '' : `<caption>${escape(title)}</caption>`;
  const names = columns.map((name, j) => cell('th', name, 0, j)).join('');
  const head = names === '' ? '' : `<thead><tr>${names}</tr></thead>`;
  const body = cells.map((row, i) => `<tr>${row.map((content, j) => cell('td', content, i, j)).join('')}</tr>`);
  return `<table>${caption}${head}<tbody>${body.join('')}</tbody></table>`;
}

function plain({ title, columns, cells, isNumber }: Content): string {
  const head = columns.length === 0 ? [] : [columns];
  const all = [...head, ...cells];
  const widths = (all[0] ?? []).map((_, j) => Math.max(...all.map((row) => row[j]!.length)));
  const aligned = (cell: string, i: number, j: number): string =>
    isNumber(i, j) ? cell.padStart(widths[j]!) : cell.padEnd(widths[j]!);
  const line = (row: readonly string[], i: number): string => row.map((cell, j) => aligned(cell, i, j)).join('  ').trimEnd(); // prettier-ignore
  const rule = head.map(() => widths.map((w) => '-'.repeat(w)).join('  '));
  return [...(title === undefined ? [] : [title]), ...head.map(line), ...rule, ...cells.map(line)].join('\n');
}
