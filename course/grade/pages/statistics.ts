import type { ExerciseGrade, NotebookGrade } from '../result';

/** How an exercise did its work in a class, in the terms of classical test theory. */
export interface ItemStatistics {
  readonly id: string;
  readonly title: string;
  readonly maxPoints: number;
  /** how many handed in something that could be graded */
  readonly count: number;
  /** how many have all of its points, and none */
  readonly full: number;
  readonly none: number;
  /** mean share of its points, 0..1: the higher, the easier */
  readonly difficulty: number;
  /**
   * Pearson's correlation of its share with the share of all other points (corrected item-total correlation), -1..1;
   * undefined where one of the two does not vary.
   */
  readonly discrimination?: number;
}

/** @param grades of one notebook; those that could not be graded are left out */
export function itemStatistics(grades: readonly NotebookGrade[]): ItemStatistics[] {
  const graded = grades.filter((g) => g.failure === undefined);
  return (graded[0]?.exercises ?? []).map(({ id, title, maxPoints }) => {
    const shares = graded.map((g) => shareOf(exerciseOf(g, id)));
    const rest = graded.map((g) => g.rawScore - exerciseOf(g, id).points);
    const r = correlation(shares, rest);
    return {
      id,
      title,
      maxPoints,
      count: shares.length,
      full: shares.filter((s) => s >= 1 - 1e-9).length,
      none: shares.filter((s) => s <= 1e-9).length,
      difficulty: mean(shares),
      ...(r === undefined ? {} : { discrimination: r }),
    };
  });
}

const exerciseOf = (g: NotebookGrade, id: string): ExerciseGrade => g.exercises.find((e) => e.id === id)!;

const shareOf = (e: ExerciseGrade): number => (e.maxPoints > 0 ? e.points / e.maxPoints : 0);

/** A planted mistake, and how many made it. */
export interface MistakeCount {
  readonly id: string;
  readonly name: string;
  readonly hint: string;
  readonly count: number;
}

/** The recognised mistakes, the commonest first. */
export function mistakeCounts(grades: readonly NotebookGrade[]): MistakeCount[] {
  const made = grades.flatMap((g) =>
    g.exercises.flatMap((e) => (e.hint === undefined ? [] : [{ id: e.id, ...e.hint }])),
  );
  return counted(made, (m) => `${m.id} ${m.name}`);
}

/** A test, and how many of those that it ran on failed it. */
export interface TestCount {
  readonly id: string;
  readonly test: string;
  readonly hidden: boolean;
  readonly count: number;
}

/** The tests that failed on a written answer, those that failed most often first. */
export function failureCounts(grades: readonly NotebookGrade[]): TestCount[] {
  const failed = grades.flatMap((g) =>
    g.exercises.flatMap(({ id, verdicts }) =>
      verdicts.filter((v) => v.outcome === 'failed').map(({ test, hidden }) => ({ id, test, hidden })),
    ),
  );
  return counted(failed, (f) => `${f.id} ${f.test}`);
}

/** How often each thing is there, the commonest first; in the order of their keys where they are as common. */
function counted<T>(things: readonly T[], key: (t: T) => string): (T & { count: number })[] {
  const counts = new Map<string, T & { count: number }>();
  for (const t of things) counts.set(key(t), { ...t, count: (counts.get(key(t))?.count ?? 0) + 1 });
  const sorted = [...counts].sort(([a, x], [b, y]) => y.count - x.count || (a < b ? -1 : 1));
  return sorted.map(([, t]) => t);
}

export const mean = (xs: readonly number[]): number => xs.reduce((a, b) => a + b, 0) / xs.length;

export function median(xs: readonly number[]): number {
  const sorted = [...xs].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
}

/** Pearson's r; undefined where one of the two does not vary. */
export function correlation(xs: readonly number[], ys: readonly number[]): number | undefined {
  const [dx, dy] = [deviations(xs), deviations(ys)];
  const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((s, v, i) => s + v * b[i]!, 0);
  const scale = Math.sqrt(dot(dx, dx) * dot(dy, dy));
  return scale > 1e-9 ? dot(dx, dy) / scale : undefined;
}

const deviations = (xs: readonly number[]): number[] => {
  const m = mean(xs);
  return xs.map((x) => x - m);
};
