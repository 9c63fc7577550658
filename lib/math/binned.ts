/**
 * The law of x = G(z) for a uniform z on an interval, as the probabilities of bins: exact for a G that is linear
 * between the given points, wherever it rises, falls or stands still.
 *
 * Where G is smooth this is the change of variables p_g(x) = Σ_{z: G(z) = x} p_z(z) / |G'(z)| (the arrows of figure 1
 * of Goodfellow et al. 2014): a cell of z spreads its mass evenly over what it is stretched to, and folds add up.
 *
 * @param G its values at evenly spaced z, the ends of the interval included, [n + 1], finite
 * @param edges between the bins, rising, [B − 1]; the first and the last bin are unbounded
 * @returns [B] probabilities that sum to one
 * @throws RangeError when a value is not finite, there are fewer than two, or the edges do not rise
 */
export function binnedPushForward(G: ArrayLike<number>, edges: readonly number[]): number[] {
  if (G.length < 2) throw new RangeError(`G has ${G.length} values: it needs 2 at least, at the ends of z's interval.`);
  if (edges.length === 0) throw new RangeError('There are no edges: give the places where a bin ends and one begins.');
  const fall = edges.findIndex((edge, b) => b > 0 && !(edge > edges[b - 1]!));
  if (fall >= 0)
    throw new RangeError(`Edge ${fall} is ${edges[fall]!}, not above ${edges[fall - 1]!}: edges must rise.`);
  const bins = [...edges, Infinity].map((to, b) => ({ from: edges[b - 1] ?? -Infinity, to, mass: 0 }));
  for (let i = 1; i < G.length; i++) {
    const [a, b] = [G[i - 1]!, G[i]!];
    if (!Number.isFinite(a) || !Number.isFinite(b)) throw new RangeError(`G is not finite at point ${i - 1} or ${i}.`);
    const [low, high] = [Math.min(a, b), Math.max(a, b)];
    for (const bin of bins) bin.mass += share(low, high, bin.from, bin.to) / (G.length - 1);
  }
  return bins.map(({ mass }) => mass);
}

/** How much of what is evenly spread over [low, high] lies from `from` to below `to`. */
function share(low: number, high: number, from: number, to: number): number {
  if (low === high) return low >= from && low < to ? 1 : 0;
  return Math.max(0, Math.min(high, to) - Math.max(low, from)) / (high - low);
}
