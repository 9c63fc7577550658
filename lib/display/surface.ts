import type { Axis } from './figure';
import { extent, linspace, rows } from './numbers';
import { type Labels, VIRIDIS, colourBarNamed } from './style';
import type { HeatmapTrace, Numbers } from './traces';

/** A function of the plane, or its values z[j][i] at evenly spaced x_i and y_j, the lowest y first. */
export type Surface = ((x: number, y: number) => number) | readonly Numbers[];

export interface SurfaceOptions extends Labels {
  /** [from, to] of each axis */
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  /** what the axes show */
  readonly xLabel?: string;
  readonly yLabel?: string;
  /** what the height is, beside the colour bar */
  readonly zLabel?: string;
  /** points per axis at which a function is evaluated; 81 unless said */
  readonly resolution?: number;
  /** one unit equally long on both axes; false unless said */
  readonly equal?: boolean;
}

/** The surface as a heatmap that runs smoothly; `who` is named in errors. */
export function surface(who: string, f: Surface, o: SurfaceOptions): HeatmapTrace {
  const z = typeof f === 'function' ? sample(f, o) : rows(`${who}: z`, f);
  const [height, width] = [z.length, z[0]!.length];
  if (height < 2 || width < 2) throw new Error(`${who}: z is ${height} x ${width}: expected at least 2 x 2 values`);
  for (const name of ['x', 'y'] as const) {
    if (!(o[name][1] > o[name][0]))
      throw new Error(`${who}: ${name} is [${o[name]}]: expected [from, to] with from < to`);
  }
  const range = extent(z.flat());
  if (!range) throw new Error(`${who}: no height is finite: expected numbers on at least a part of the grid`);
  const [zmin, zmax] = range;
  const look = { zsmooth: 'best', colorscale: VIRIDIS, zmin, zmax, colorbar: colourBarNamed(o.zLabel) } as const;
  const [x, y] = [linspace(...o.x, width), linspace(...o.y, height)];
  return { type: 'heatmap', x, y, z, ...look };
}

function sample(f: (x: number, y: number) => number, { x, y, resolution = 81 }: SurfaceOptions): number[][] {
  const across = linspace(...x, resolution);
  return linspace(...y, resolution).map((yj) => across.map((xi) => f(xi, yj)));
}

export const equalAxes = ({ equal }: SurfaceOptions): Axis => (equal ? { scaleanchor: 'x' } : {});
