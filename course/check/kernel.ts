/** What tslab 1.0.22 keeps for its cells: the names they have declared. */
interface Tslab {
  exports: Record<PropertyKey, unknown>;
}

/** What the cells of a tslab kernel have declared so far, by name; undefined outside of one. */
export const declaredInCells = (): Record<string, unknown> | undefined =>
  (globalThis as { __tslab__?: Tslab }).__tslab__?.exports;

/**
 * Makes `{ slerp }` mean `{ slerp: slerp }` in a tslab kernel also when an earlier cell declared slerp. tslab turns
 * such a name into `exports.slerp` everywhere but in this shorthand, which then says "slerp is not defined"; so a name
 * that is nowhere else is looked up among the cells' names, last of all.
 */
export function repairShorthand(): void {
  const tslab = (globalThis as { __tslab__?: Tslab & { repaired?: true } }).__tslab__;
  if (tslab === undefined || tslab.repaired) return;
  tslab.repaired = true;
  const names = new Proxy(Object.getPrototypeOf(globalThis) as object, {
    has: (rest, name) => name in rest || name in tslab.exports,
    get: (rest, name, receiver) => (name in rest ? Reflect.get(rest, name, receiver) : tslab.exports[name]) as unknown,
  });
  Object.setPrototypeOf(globalThis, names);
}
