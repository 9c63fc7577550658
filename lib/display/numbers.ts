import type { Numbers } from './traces';

/** A plain array of the numbers, or an error that says which argument of which function held none. */
export function values(where: string, numbers: Numbers): number[] {
  const list = Array.from(numbers);
  if (list.length === 0) throw new Error(`${where} is empty: expected at least one number`);
  const wrong = list.findIndex((v: unknown) => typeof v !== 'number');
  if (wrong >= 0) throw new Error(`${where}[${wrong}] is ${String(list[wrong])}: expected a number`);
  return list;
}

/** Rows of equal length, or an error that says which row differs. */
export function rows(where: string, table: readonly Numbers[], columns?: number): number[][] {
  const first = table[0];
  if (first === undefined) throw new Error(`${where} is empty: expected at least one row of numbers`);
  const expected = columns ?? first.length;
  return table.map((row, i) => {
    if (row.length !== expected) {
      throw new Error(`${where}[${i}] has ${row.length} numbers: expected ${expected}, as in every row`);
    }
    return values(`${where}[${i}]`, row);
  });
}

/** Points of the plane as the list of their x and the list of their y. */
export const coordinates = (points: readonly Numbers[]): [number[], number[]] => [
  points.map((p) => p[0]!),
  points.map((p) => p[1]!),
];

/** [least, greatest] of the finite numbers; undefined where there are none. */
export function extent(numbers: Iterable<number>): [number, number] | undefined {
  let least = Infinity;
  let greatest = -Infinity;
  for (const v of numbers) {
    if (!Number.isFinite(v)) continue;
    if (v < least) least = v;
    if (v > greatest) greatest = v;
  }
  return least <= greatest ? [least, greatest] : undefined;
}

/** n evenly spaced numbers from a to b, both included. */
export const linspace = (a: number, b: number, n: number): number[] =>
  Array.from({ length: n }, (_, i) => (i === n - 1 ? b : a + ((b - a) * i) / (n - 1)));

export const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

/** What to say about points that cannot be drawn; undefined where all can. */
export function skipped(count: number, total: number, log = false): string | undefined {
  if (count === 0) return undefined;
  const why = log ? 'not finite or not positive (log axis)' : 'not finite';
  return `${count} of ${total} points ${count === 1 ? 'is' : 'are'} ${why}: not drawn`;
}
