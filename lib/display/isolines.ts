import { contours } from 'd3-contour';
import type { HeatmapTrace, ScatterTrace } from './traces';

/**
 * Lines of equal height, found by marching squares on the grid. plotly's own contours know evenly spaced heights
 * only; lines of our own take any, and look the same in plotly and in the SVG.
 */
export function isolines(map: HeatmapTrace, levels: readonly number[]): ScatterTrace[] {
  return polygons(map, levels).flatMap(({ rings }): ScatterTrace[] => {
    const points = rings.flatMap((ring) => [...ring.map((p) => onGrid(p, map)), OFF]);
    if (points.every(([x]) => Number.isNaN(x))) return [];
    const line = { color: 'rgba(255,255,255,0.75)', width: 1 };
    const [x, y] = [points.map((p) => p[0]), points.map((p) => p[1])];
    return [{ type: 'scatter', mode: 'lines', x, y, line, hoverinfo: 'skip' }];
  });
}

export type Point = readonly [number, number];
const OFF: Point = [NaN, NaN];

/** The rings around { z >= level }, in units of x and y, holes among them; they run along the outside of the grid too. */
export function polygons(map: HeatmapTrace, levels: readonly number[]): { level: number; rings: Point[][] }[] {
  const below = map.zmin - 1; // where there is no height, the surface is below every level
  const flat = map.z.flatMap((row) => row.map((v) => (Number.isFinite(v) ? v : below)));
  const find = contours()
    .size([map.x.length, map.y.length])
    .thresholds([...levels]);
  return find(flat).map(({ value, coordinates }) => ({
    level: value,
    rings: coordinates.flat().map((ring) => ring.map(([i, j]): Point => [place(map.x, i!), place(map.y, j!)])),
  }));
}

/** d3 puts the first value at 0.5. */
const place = (at: readonly number[], cell: number): number => at[0]! + (cell - 0.5) * spacing(at);

export const spacing = (at: readonly number[]): number => (at[at.length - 1]! - at[0]!) / (at.length - 1);

function onGrid([x, y]: Point, map: HeatmapTrace): Point {
  const inside = (v: number, at: readonly number[]): boolean => {
    const slack = 1e-9 * spacing(at);
    return v >= at[0]! - slack && v <= at[at.length - 1]! + slack;
  };
  return inside(x, map.x) && inside(y, map.y) ? [x, y] : OFF;
}
