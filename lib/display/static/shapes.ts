import type { MarkerSymbol } from '../traces';
import { type Point, path } from './path';
import { tag } from './xml';

const star = (r: number): Point[] =>
  Array.from({ length: 10 }, (_, i) => {
    const [angle, radius] = [(i * Math.PI) / 5, i % 2 === 0 ? r * 1.2 : r * 0.5];
    return [Math.sin(angle) * radius, -Math.cos(angle) * radius];
  });

function cross(r: number): Point[] {
  const arm = [[-r / 3, -r], [r / 3, -r], [r / 3, -r / 3]] as const; // prettier-ignore
  return [0, 1, 2, 3].flatMap((quarter) => turn(arm, (quarter * Math.PI) / 2));
}

const turn = (points: readonly Point[], angle: number): Point[] =>
  points.map(([x, y]) => [x * Math.cos(angle) - y * Math.sin(angle), x * Math.sin(angle) + y * Math.cos(angle)]);

const square = (r: number): Point[] => turn([[-r, -r], [r, -r], [r, r], [-r, r]], 0); // prettier-ignore

/** Outlines around the origin, pixels, for a marker 2 r across. */
const OUTLINE: Readonly<Record<Exclude<MarkerSymbol, 'circle'>, (r: number) => Point[]>> = {
  square,
  diamond: (r) => turn(square(0.92 * r), Math.PI / 4),
  'triangle-up': (r) => [[0, -1.2 * r], [1.1 * r, 0.8 * r], [-1.1 * r, 0.8 * r]], // prettier-ignore
  cross,
  x: (r) => turn(cross(r), Math.PI / 4),
  star,
  /** pointing to the right, its tip at the origin */
  arrow: (r) => [[0, 0], [-1.3 * r, -0.5 * r], [-1.3 * r, 0.5 * r]], // prettier-ignore
};

/** One marker at (x, y); an arrow points away from the point before it. */
export function shape(symbol: MarkerSymbol, [x, y]: Point, r: number, fill?: string, before?: Point): string {
  if (symbol === 'circle') return tag('circle', { cx: x, cy: y, r, fill });
  const flat = OUTLINE[symbol](r);
  const points = symbol === 'arrow' && before ? turn(flat, Math.atan2(y - before[1], x - before[0])) : flat;
  return tag('path', { d: path(points.map(([a, b]) => [x + a, y + b])) + 'z', fill });
}
