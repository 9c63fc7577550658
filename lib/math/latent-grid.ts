import { checkCount } from './check';
import { standardNormalQuantile } from './special';

/**
 * Codes of the plane that stand for n x n equal shares of the prior N(0, I): equal steps on the unit square, sent through
 * the inverse normal CDF (Kingma and Welling 2014, arXiv:1312.6114, figure 4).
 * @param n codes in a row, and rows
 * @returns [n * n, 2], row by row from the top: z_1 rises within a row, z_2 is largest in the first
 * @throws RangeError unless n is a whole number from 1 up
 */
export function latentGrid(n: number): number[][] {
  checkCount(n, 'latentGrid: n');
  const z = Array.from({ length: n }, (_, i) => standardNormalQuantile((i + 0.5) / n));
  return [...z].reverse().flatMap((z2) => z.map((z1) => [z1, z2]));
}
