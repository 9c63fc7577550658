import { checkRows, type Rows } from './rows';

/**
 * Semantic hashing: which examples have the same code. In time linear in their number, where a comparison of all with all
 * takes its square (Salakhutdinov and Hinton 2009, "Semantic hashing").
 * @param codes [N, bits]
 * @returns groups of two and more indices, ascending, in the order of their first
 * @throws RangeError when there is no code, or they differ in length
 */
export function collisions(codes: Rows): number[][] {
  checkRows(codes, 'collisions: codes');
  const groups = new Map<string, number[]>();
  codes.forEach((code, i) => {
    const key = Array.from(code).join();
    const group = groups.get(key);
    if (group) group.push(i);
    else groups.set(key, [i]);
  });
  return [...groups.values()].filter((group) => group.length > 1);
}
