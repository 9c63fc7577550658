/** npm run results: one table of all stored results. */
import { join } from 'node:path';
import { ROOT } from '../execute/runner';
import { readAllJSON } from './files';
import type { Result } from './run-row';

const COLUMNS = ['row', 'bar', 'stretch', 'ours', "the paper's", 'engine', 'minutes'];

/** What was measured of what has a bar, the rest is in the file. */
function ours({ bar, stretch, measures, pass }: Result): string {
  const bars = `, ${bar}, ${stretch ?? ''}`;
  const barred = (name: string): boolean => [' <= ', ' >= '].some((sign) => bars.includes(`, ${name}${sign}`));
  const shown = Object.entries(measures).filter(([name]) => barred(name));
  return `${pass}: ${shown.map(([name, value]) => `${name} ${Number(value.toPrecision(6))}`).join(', ')}`;
}

const cells = (result: Result): string[] => [
  result.row,
  result.bar,
  result.stretch ?? '',
  ours(result),
  result.paper ?? '',
  result.engine,
  String(result.minutes),
];

const escaped = (result: Result): string[] => cells(result).map((cell) => cell.replaceAll('|', '\\|'));

/** Lines of a Markdown table, columns aligned. */
export function table(results: readonly Result[]): string[] {
  const rows = [COLUMNS, ...results.map(escaped)];
  const widths = COLUMNS.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)));
  const line = (row: readonly string[]) => `| ${row.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`;
  return [line(COLUMNS), line(widths.map((width) => '-'.repeat(width))), ...results.map(escaped).map(line)];
}

/** The results of rows in a folder, which may hold other tables, too. */
export async function resultsIn(folder: string): Promise<Result[]> {
  return (await readAllJSON<Result | { row?: undefined }>(folder)).filter((stored) => stored.row !== undefined);
}

if (require.main === module) {
  void resultsIn(join(ROOT, 'data', 'results')).then((results) => {
    for (const line of table(results)) console.log(line);
  });
}
