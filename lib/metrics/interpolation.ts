import { checkRows, type Rows } from './rows';

const distance = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Math.sqrt(Array.from(a).reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0));

/**
 * How far a path of points wanders: its length over the straight line from its first to its last point, >= 1. Taken on
 * the features of images that were generated between two z, a large ratio says that the images jump.
 * @param path [T, d], T >= 2 points in order
 * @throws RangeError when there are fewer than two points, rows differ in length, or the ends coincide
 */
export function pathRatio(path: Rows): number {
  checkRows(path, 'pathRatio');
  const straight = distance(path[0]!, path[path.length - 1]!);
  if (straight === 0)
    throw new RangeError('pathRatio: the first and the last point coincide; give a path that leads somewhere.');
  const length = path.slice(1).reduce((sum, point, t) => sum + distance(path[t]!, point), 0);
  return length / straight;
}
