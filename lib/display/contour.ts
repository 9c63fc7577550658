import { contours } from 'd3-contour';
import type { Figure, HeatmapTrace, Numbers, ScatterTrace } from './figure';
import { extent, linspace, rows } from './numbers';
import { type Labels, INK, VIRIDIS, axis, frame } from './style';

/** A function of the plane, or its values z[j][i] at evenly spaced x_i and y_j, the lowest y first. */
export type Surface = ((x: number, y: number) => number) | readonly Numbers[];

export interface SurfaceOptions extends Labels {
  /** [from, to] of each axis */
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly xLabel?: string;
  readonly yLabel?: string;
  /** what the height is, beside the colour bar */
  readonly zLabel?: string;
  /** points per axis at which a function is evaluated; 81 unless said */
  readonly resolution?: number;
  /** one unit equally long on both axes; false unless said */
  readonly equal?: boolean;
}

export interface ContourOptions extends SurfaceOptions {
  /** heights of the lines, or how many evenly spaced ones; 12 unless said */
  readonly levels?: number | Numbers;
  /** [x, y] points joined by a line with a dot at each, from a ring to a star: an optimizer's way */
  readonly path?: readonly Numbers[];
}

/**
 * The surface as colours with lines of equal height over them.
 * @throws Error where the grid is ragged, has no finite height, or a range is not [from, to]
 */
export function contour(f: Surface, options: ContourOptions): Figure {
  const map = surface('contour', f, options);
  const lines = isolines(map, heights(map, options.levels ?? 12));
  const path = options.path ? trail(options.path) : [];
  return framed([map, ...lines, ...path], options);
}

/**
 * The surface as colours: `heatmap(z, { x: [0, 9], y: [0, 9] })` shows a matrix, one flat cell a number; a function is
 * shown smoothly.
 * @throws Error as `contour`
 */
export function heatmap(f: Surface, options: SurfaceOptions): Figure {
  const map = surface('heatmap', f, options);
  return framed([typeof f === 'function' ? map : { ...map, zsmooth: false }], options);
}

function framed(data: Figure['data'], o: SurfaceOptions): Figure {
  const y = axis(o.yLabel, o.equal ? { scaleanchor: 'x' } : {});
  return frame(data, { width: 560, height: 440, ...o }, axis(o.xLabel), y);
}

function surface(who: string, f: Surface, o: SurfaceOptions): HeatmapTrace {
  for (const name of ['x', 'y'] as const) {
    if (!(o[name][1] > o[name][0]))
      throw new Error(`${who}: ${name} is [${o[name].join(', ')}]: expected [from, to], from < to`);
  }
  const n = o.resolution ?? 81;
  const grid = typeof f === 'function' ? sample(f, linspace(...o.x, n), linspace(...o.y, n)) : rows(`${who}: z`, f);
  if (grid.length < 2 || grid[0]!.length < 2) {
    throw new Error(`${who}: z is ${grid.length} x ${grid[0]!.length}: expected at least 2 x 2 values`);
  }
  const range = extent(grid.flat());
  if (!range) throw new Error(`${who}: no finite height: expected numbers on at least part of the grid`);
  return {
    type: 'heatmap',
    x: linspace(...o.x, grid[0]!.length),
    y: linspace(...o.y, grid.length),
    z: grid,
    zsmooth: 'best',
    colorscale: VIRIDIS,
    zmin: range[0],
    zmax: range[1],
    colorbar: { thickness: 14, ...(o.zLabel === undefined ? {} : { title: { text: o.zLabel } }) },
  };
}

const sample = (f: (x: number, y: number) => number, x: number[], y: number[]): number[][] =>
  y.map((yj) => x.map((xi) => f(xi, yj)));

function heights(map: HeatmapTrace, levels: number | Numbers): number[] {
  if (typeof levels !== 'number') return Array.from(levels);
  return linspace(map.zmin!, map.zmax!, levels + 2).slice(1, -1);
}

/** Lines of equal height, found by marching squares on the grid. */
function isolines(map: HeatmapTrace, levels: readonly number[]): ScatterTrace[] {
  const [w, h] = [map.x.length, map.y.length];
  const place = (list: readonly number[], cell: number): number =>
    list[0]! + ((cell - 0.5) * (list[list.length - 1]! - list[0]!)) / (list.length - 1);
  const below = map.zmin! - 1;
  const flat = map.z.flatMap((row) => row.map((v) => (Number.isFinite(v) ? v : below)));
  return contours()
    .size([w, h])
    .smooth(true)
    .thresholds([...levels])(flat)
    .flatMap((level) => {
      const rings = level.coordinates.flat().flatMap((ring) => [...ring.map(inner), [NaN, NaN]]);
      if (rings.length === 0) return [];
      const [x, y] = [rings.map((p) => place(map.x, p[0]!)), rings.map((p) => place(map.y, p[1]!))];
      const line = { color: 'rgba(255,255,255,0.75)', width: 1 };
      return [{ type: 'scatter', mode: 'lines', x, y, line, showlegend: false, hoverinfo: 'skip' } as const];
    });

  /** d3 closes rings along the outside of the grid: those points are not on the level. */
  function inner(p: number[]): number[] {
    const outside = p[0]! < 0.5 || p[1]! < 0.5 || p[0]! > w - 0.5 || p[1]! > h - 0.5;
    return outside ? [NaN, NaN] : p;
  }
}

function trail(path: readonly Numbers[]): ScatterTrace[] {
  const points = rows('contour: path', path, 2);
  const [x, y] = [points.map((p) => p[0]!), points.map((p) => p[1]!)];
  const last = points.length - 1;
  const dot = (i: number, symbol: 'circle' | 'star', size: number): ScatterTrace => ({
    type: 'scatter',
    mode: 'markers',
    x: [x[i]!],
    y: [y[i]!],
    showlegend: false,
    marker: { symbol, size, color: '#ffffff', line: { color: INK, width: 1.5 } },
  });
  return [
    {
      type: 'scatter',
      mode: 'lines+markers',
      x,
      y,
      showlegend: false,
      line: { color: '#D55E00', width: 2 },
      marker: { size: 5, color: '#D55E00', line: { color: '#ffffff', width: 0.5 } },
    },
    dot(0, 'circle', 9),
    dot(last, 'star', 13),
  ];
}
