/** One draw from N(0, 1): Box & Muller 1958, from two uniforms of the seeded generator. */
export function standardNormal(): number {
  const radius = Math.sqrt(-2 * Math.log(1 - Math.random())); // 1 − u is never 0
  return radius * Math.cos(2 * Math.PI * Math.random());
}

/** One index, drawn in proportion to non-negative `weights` (they need not sum to one). */
export function categorical(weights: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < weights.length; i++) total += weights[i]!;
  if (!(total > 0 && total < Infinity))
    throw new RangeError(`The weights sum to ${total}: at least one must be greater than 0, and none infinite.`);
  let left = Math.random() * total;
  let last = 0;
  for (let i = 0; i < weights.length; i++) {
    if (!(weights[i]! > 0)) continue;
    last = i;
    left -= weights[i]!;
    if (left < 0) break;
  }
  return last; // rounding may leave a crumb of `left` after the last weight
}
