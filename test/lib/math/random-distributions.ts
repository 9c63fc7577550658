/** The uniform distribution over all distributions of K outcomes: normalised exponentials. */
export function randomDistribution(K: number): number[] {
  const w = Array.from({ length: K }, () => -Math.log(1 - Math.random()));
  const total = w.reduce((sum, v) => sum + v, 0);
  return w.map((v) => v / total);
}
