// Arithmetic on codes: Radford, Metz, Chintala 2016, arXiv:1511.06434, section 6.3. One example's code is too noisy to
// stand for what it shows; the mean of three already is steady.
import { checkRows, columnMeans, type Rows } from './rows';
import { spearman } from './spearman';

/** Means of tables that must be equally wide; `what` names them in the message. */
function means(tables: readonly Rows[], what: string): number[][] {
  for (const rows of tables) checkRows(rows, what);
  const widths = tables.map((rows) => rows[0]!.length);
  if (new Set(widths).size > 1)
    throw new RangeError(`${what}: codes of ${widths.join(' and ')} numbers; all must be of one model.`);
  return tables.map(columnMeans);
}

/**
 * The direction of an attribute: the mean code of examples that have it, less that of examples that do not. Added to a
 * code, it gives the attribute; subtracted, it takes it away.
 * @param having codes [N, d] of examples with the attribute
 * @param lacking codes [M, d] of examples without it, alike in everything else on average
 * @returns [d]
 * @throws RangeError when there is no code on a side, or codes differ in length
 */
export function attributeVector(having: Rows, lacking: Rows): number[] {
  const [to, from] = means([having, lacking], 'attributeVector') as [number[], number[]];
  return to.map((value, k) => value - from[k]!);
}

/**
 * a is to b as what is returned is to c: mean(a) - mean(b) + mean(c), [d]. "Smiling woman - neutral woman + neutral man"
 * is `analogy(smilingWomen, neutralWomen, neutralMen)`.
 * @throws RangeError when a set has no code, or codes differ in length
 */
export function analogy(a: Rows, b: Rows, c: Rows): number[] {
  const [from] = means([c, a], 'analogy') as [number[], number[]];
  return alongDirection(from, attributeVector(a, b), 1);
}

/** code + t direction, [d]. */
export const alongDirection = (code: ArrayLike<number>, direction: ArrayLike<number>, t: number): number[] => {
  if (code.length !== direction.length)
    throw new RangeError(`A code of ${code.length} numbers cannot go along a direction of ${direction.length}.`);
  return Array.from(code, (value, k) => value + t * direction[k]!);
};

/**
 * The share of curves that rise along the way: Spearman's correlation of a curve with its places is `atLeast` or more.
 * A curve that stays where it is does not rise.
 * @param curves [N, T]
 * @throws RangeError when there is no curve, or a curve has fewer than two points or holds NaN
 */
export function risingShare(curves: Rows, atLeast = 0.9): number {
  checkRows(curves, 'risingShare');
  if (curves[0]!.length < 2) throw new RangeError('risingShare: curves of one point do not rise; give two at least.');
  const places = Array.from(curves[0]!, (_, t) => t);
  const rises = (curve: ArrayLike<number>) =>
    Array.from(curve).some((value) => value !== curve[0]) && spearman(places, curve) >= atLeast;
  return curves.filter(rises).length / curves.length;
}
