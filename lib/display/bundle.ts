import type { Figure } from './figure';
import type { Bundle } from './notebook';
import type { Picture } from './picture';
import { renderSVG } from './static/svg';
import { escape } from './static/xml';

/** Interactive where plotly is, a picture everywhere else, words where there are no pictures. */
export const figureBundle = (figure: Figure): Bundle => ({
  'application/vnd.plotly.v1+json': JSON.parse(plotlyJSON(figure)) as unknown,
  'image/svg+xml': renderSVG(figure),
  'text/plain': describe(figure),
});

/** plotly's JSON; six significant digits are more than a screen shows, and JSON has no NaN. */
export const plotlyJSON = ({ data, layout }: Figure): string =>
  JSON.stringify({ data, layout, config: { displaylogo: false } }, (_key, v: unknown) =>
    typeof v === 'number' && !Number.isInteger(v) ? (Number.isFinite(v) ? Number(v.toPrecision(6)) : null) : v,
  );

function describe({ data, layout }: Figure): string {
  const names = data.flatMap((t) => (t.name === undefined ? [] : [t.name]));
  return ['Figure', layout.title?.text, names.join(', ')].filter(Boolean).join(': ');
}

export const pictureBundle = (picture: Picture): Bundle => ({
  'image/png': picture.png.toString('base64'),
  'text/plain': `Picture, ${picture.width} x ${picture.height} pixels${picture.title === undefined ? '' : `: ${picture.title}`}`,
});

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

type CellValue = string | number | boolean | null | undefined;

/**
 * Rows of cells as a table; numbers are set to the right. Everything is escaped.
 * @throws Error where a row has not as many cells as there are columns
 */
export function table(rows: readonly (readonly CellValue[])[], options: TableOptions = {}): Table {
  const columns = options.columns ?? [];
  const expected = options.columns?.length ?? rows[0]?.length ?? 0;
  const wrong = rows.findIndex((row) => row.length !== expected);
  if (wrong >= 0) throw new Error(`table: row ${wrong} has ${rows[wrong]!.length} cells: expected ${expected}`);
  const cells = rows.map((row) => row.map(format));
  return { html: html(columns, rows, cells, options.title), text: plain(columns, rows, cells, options.title) };
}

function format(v: CellValue): string {
  if (typeof v !== 'number') return v === null || v === undefined ? '' : String(v);
  return Number.isInteger(v) ? String(v) : String(Number(v.toPrecision(5)));
}

function html(
  columns: readonly string[],
  rows: readonly (readonly CellValue[])[],
  cells: string[][],
  title?: string,
): string {
  const caption = title === undefined ? '' : `<caption>${escape(title)}</caption>`;
  const head =
    columns.length === 0 ? '' : `<thead><tr>${columns.map((c) => `<th>${escape(c)}</th>`).join('')}</tr></thead>`;
  const cell = (text: string, v: CellValue): string =>
    `<td align="${typeof v === 'number' ? 'right' : 'left'}">${escape(text)}</td>`;
  const body = cells.map((row, i) => `<tr>${row.map((text, j) => cell(text, rows[i]![j])).join('')}</tr>`);
  return `<table>${caption}${head}<tbody>${body.join('')}</tbody></table>`;
}

function plain(
  columns: readonly string[],
  rows: readonly (readonly CellValue[])[],
  cells: string[][],
  title?: string,
): string {
  const all = columns.length === 0 ? cells : [[...columns], ...cells];
  const widths = (all[0] ?? []).map((_, j) => Math.max(...all.map((row) => row[j]!.length)));
  const line = (row: string[], i: number): string =>
    row
      .map((text, j) => (typeof rows[i]?.[j] === 'number' ? text.padStart(widths[j]!) : text.padEnd(widths[j]!)))
      .join('  ')
      .trimEnd();
  const head = columns.length === 0 ? [] : [line([...columns], -1), widths.map((w) => '-'.repeat(w)).join('  ')];
  return [...(title === undefined ? [] : [title]), ...head, ...cells.map(line)].join('\n');
}

export const tableBundle = (t: Table): Bundle => ({ 'text/html': t.html, 'text/plain': t.text });
