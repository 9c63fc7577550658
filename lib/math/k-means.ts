import { checkCount } from './check';
import { categorical } from './random';

/**
 * k-means++ seeding (Arthur & Vassilvitskii 2007): `k` of the points, each drawn with probability in proportion to
 * its squared distance from the nearest one already drawn.
 * @param x [N, d]
 * @throws RangeError when there are fewer different points than k, or one that is not finite
 */
export function kMeansPlusPlus(x: readonly (readonly number[])[], k: number): number[][] {
  checkCount(k, 'k');
  if (x.length < k) throw new RangeError(`${k} clusters need at least ${k} data points; there are ${x.length}.`);
  x.forEach((point, n) => {
    if (!point.every(Number.isFinite))
      throw new RangeError(`Data point ${n} is [${point}]: every entry must be finite.`);
  });
  const seeds: (readonly number[])[] = [x[Math.floor(Math.random() * x.length)]!];
  const nearest = new Float64Array(x.length).fill(Infinity);
  while (seeds.length < k) {
    const seed = seeds[seeds.length - 1]!;
    x.forEach((point, n) => {
      const distance = point.reduce((sum, value, i) => sum + (value - seed[i]!) ** 2, 0);
      nearest[n] = Math.min(nearest[n]!, distance);
    });
    if (nearest.every((distance) => distance === 0))
      throw new RangeError(`${k} clusters need ${k} different data points; there are only ${seeds.length}.`);
    seeds.push(x[categorical(nearest)]!);
  }
  return seeds.map((seed) => [...seed]);
}
