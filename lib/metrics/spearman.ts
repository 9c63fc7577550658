/**
 * Spearman's rank correlation, in -1..1: 1 when y rises wherever x does, whatever the scale. Equal values share the
 * mean of their ranks.
 * @throws RangeError when the lists differ in length, have fewer than two entries, hold NaN, or one of them is constant
 */
export function spearman(x: ArrayLike<number>, y: ArrayLike<number>): number {
  if (x.length !== y.length || x.length < 2)
    throw new RangeError(`spearman: ${x.length} and ${y.length} values; give two lists of equal length, 2 at least.`);
  const [a, b] = [centred(ranks(x)), centred(ranks(y))];
  const product = (u: readonly number[], v: readonly number[]) => u.reduce((sum, value, i) => sum + value * v[i]!, 0);
  const size = Math.sqrt(product(a, a) * product(b, b));
  if (size === 0) throw new RangeError('spearman: all values of a list are equal, so that nothing has a rank.');
  return product(a, b) / size;
}

function ranks(values: ArrayLike<number>): number[] {
  const list = Array.from(values);
  if (list.some(Number.isNaN)) throw new RangeError('spearman: a value is NaN; leave it out of both lists.');
  return list.map((v) => list.filter((w) => w < v).length + (list.filter((w) => w === v).length + 1) / 2);
}

function centred(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}
