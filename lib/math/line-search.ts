import { checkPositive } from './check';

/** Between two neighbours of the first, coarse grid. */
const RATIO = 1.25;
/** How near the largest value is come to, relative. */
const TOLERANCE = 0.005;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * The x > 0 at which f is largest, to half a per cent: the best of a grid whose points are a quarter apart, then
 * golden-section search between its neighbours (Kiefer 1953). f should have one hill there.
 * @param name of x, for messages
 * @throws RangeError when the range is not 0 < from < to, or f is largest at an end of it
 */
export async function maximiseOnLogScale(
  f: (x: number) => Promise<number>,
  [from, to]: readonly [number, number],
  name: string,
): Promise<number> {
  checkPositive(from, `${name}, range[0]`);
  if (!(to > from * RATIO ** 2))
    throw new RangeError(`${name}: the range is [${from}, ${to}]; the second must be well above the first.`);
  const steps = Math.ceil(Math.log(to / from) / Math.log(RATIO));
  const grid = Array.from({ length: steps + 1 }, (_, i) => from * (to / from) ** (i / steps));
  const heights: number[] = [];
  for (const x of grid) heights.push(await f(x));
  const best = heights.indexOf(Math.max(...heights));
  if (best <= 0 || best === steps) {
    const where = best < 0 ? 'nowhere: all values are NaN' : `at the end ${grid[best]!.toPrecision(3)}`;
    throw new RangeError(`${name}: largest ${where} of the range [${from}, ${to}]; give a range around the best.`);
  }
  return golden(f, Math.log(grid[best - 1]!), Math.log(grid[best + 1]!));
}

/** Golden-section search over the logarithms a < b. */
async function golden(f: (x: number) => Promise<number>, a: number, b: number): Promise<number> {
  let [left, right] = [b - GOLDEN * (b - a), a + GOLDEN * (b - a)];
  let [atLeft, atRight] = [await f(Math.exp(left)), await f(Math.exp(right))];
  while (b - a > TOLERANCE) {
    if (atLeft > atRight) {
      [b, right, atRight] = [right, left, atLeft];
      left = b - GOLDEN * (b - a);
      atLeft = await f(Math.exp(left));
    } else {
      [a, left, atLeft] = [left, right, atRight];
      right = a + GOLDEN * (b - a);
      atRight = await f(Math.exp(right));
    }
  }
  return Math.exp((a + b) / 2);
}
