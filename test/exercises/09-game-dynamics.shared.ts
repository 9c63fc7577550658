/** x or θ is the minimiser's number, y or ψ the maximiser's. */
export type Point = [x: number, y: number];

export const EXACT = { absolute: 1e-12, relative: 1e-12 };
export const sigmoid = (s: number): number => 1 / (1 + Math.exp(-s));
export const norm = ([x, y]: readonly number[]): number => Math.hypot(x!, y!);
