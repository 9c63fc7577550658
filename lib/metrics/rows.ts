/** A table of numbers, one row per example: number[][], or typed arrays in an array. */
export type Rows = readonly ArrayLike<number>[];

/** @throws RangeError when there is no row, or when rows differ in length; `what` names the table in the message */
export function checkRows(rows: Rows, what: string): void {
  const columns = rows[0]?.length ?? 0;
  if (columns === 0) throw new RangeError(`${what}: there are no numbers; give at least one row.`);
  const odd = rows.findIndex((row) => row.length !== columns);
  if (odd > 0) {
    throw new RangeError(
      `${what}: row ${odd} has ${rows[odd]!.length} numbers, row 0 has ${columns}; all must be alike.`,
    );
  }
}

/** The mean of every column. */
export function columnMeans(rows: Rows): number[] {
  const sums = Array.from({ length: rows[0]!.length }, () => 0);
  for (const row of rows) for (let k = 0; k < sums.length; k++) sums[k]! += row[k]!;
  return sums.map((sum) => sum / rows.length);
}

/** The column of the largest entry. */
export function argMax(row: ArrayLike<number>): number {
  let best = 0;
  for (let k = 1; k < row.length; k++) if (row[k]! > row[best]!) best = k;
  return best;
}
