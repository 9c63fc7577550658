/** What lateness costs. */
export type LatePolicy =
  | { kind: 'none' }
  | { kind: 'zero'; due: string }
  /** percent of the score for each day that has begun */
  | { kind: 'percent'; percent: number; due: string };

const DAY_MS = 24 * 3600 * 1000;

/**
 * @param words none, zero, or a percentage a day: "10/day", "10%/day"
 * @param due when it was to be handed in, ISO 8601
 * @throws Error for what is neither
 */
export function latePolicy(words: string, due: string | undefined): LatePolicy {
  if (words === 'none') return { kind: 'none' };
  const percent = /^(\d+(?:\.\d+)?)%?\/day$/.exec(words)?.[1];
  if (words !== 'zero' && percent === undefined) {
    throw new Error(`--late is none, zero or a percentage a day as in 10/day, and not ${words}.`);
  }
  const date = new Date(due ?? '');
  if (Number.isNaN(date.getTime())) throw new Error(`--late ${words} needs --due, as in --due 2026-11-30T23:59:00Z.`);
  const iso = date.toISOString();
  return percent === undefined ? { kind: 'zero', due: iso } : { kind: 'percent', percent: Number(percent), due: iso };
}

/** The points that are taken off; none where nothing says when the notebook was handed in. */
export function penaltyOf(policy: LatePolicy, submitted: string | undefined, rawScore: number): number {
  if (policy.kind === 'none' || submitted === undefined) return 0;
  const late = Date.parse(submitted) - Date.parse(policy.due);
  if (late <= 0) return 0;
  if (policy.kind === 'zero') return rawScore;
  return rawScore * Math.min(1, (policy.percent / 100) * Math.ceil(late / DAY_MS));
}
