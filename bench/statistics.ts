/** The q-th quantile of at least one number, q in [0, 1], between the two nearest ranks by proportion. */
export function quantile(values: readonly number[], q: number): number {
  if (values.length === 0) throw new RangeError('A quantile needs at least one value, but got none.');
  const sorted = [...values].sort((a, b) => a - b);
  const rank = q * (sorted.length - 1);
  const low = sorted[Math.floor(rank)]!;
  return low + (sorted[Math.ceil(rank)]! - low) * (rank % 1);
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** The distance between the quartiles: half of the values lie within it. */
export const spread = (values: readonly number[]): number => quantile(values, 0.75) - quantile(values, 0.25);
