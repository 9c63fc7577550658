export const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

export const EXACT = { absolute: 1e-12, relative: 1e-12 };

/** The same irregular distribution over K values every time: a test draws nothing from a notebook's random numbers. */
export function distribution(K: number, phase: number): number[] {
  const weights = Array.from({ length: K }, (_, k) => 1.2 + Math.sin(7.3 * k * k + phase));
  return weights.map((w) => w / sum(weights));
}
