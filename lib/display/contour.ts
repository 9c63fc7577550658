import type { Figure } from './figure';
import { frame } from './frame';
import { isolines } from './isolines';
import { coordinates, linspace, rows } from './numbers';
import { INK, PAPER, axis } from './style';
import { type Surface, type SurfaceOptions, equalAxes, surface } from './surface';
import type { HeatmapTrace, Numbers, ScatterTrace } from './traces';

export interface ContourOptions extends SurfaceOptions {
  /** heights of the lines, or how many evenly spaced ones; 12 unless said */
  readonly levels?: number | Numbers;
  /** points [x, y] joined by a line with a dot at each, from a ring to a star: an optimizer's way */
  readonly path?: readonly Numbers[];
}

/**
 * The surface as colours with lines of equal height over them.
 * @throws Error where the grid is ragged, has no finite height, or a range is not [from, to]
 */
export function contour(f: Surface, options: ContourOptions): Figure {
  const map = surface('contour', f, options);
  const data = [
    map,
    ...isolines(map, heights(map, options.levels ?? 12)),
    ...(options.path ? trail(options.path) : []),
  ];
  const labels = { width: 560, height: 440, ...options };
  const y = axis(options.yLabel, { range: options.y, ...equalAxes(options) });
  return frame(data, labels, axis(options.xLabel, { range: options.x }), y);
}

function heights(map: HeatmapTrace, levels: number | Numbers): number[] {
  if (typeof levels !== 'number') return Array.from(levels);
  return linspace(map.zmin, map.zmax, levels + 2).slice(1, -1);
}

const ROUTE = '#D55E00';

function trail(path: readonly Numbers[]): ScatterTrace[] {
  const points = rows('contour: path', path, 2);
  const [x, y] = coordinates(points);
  const common = { type: 'scatter', x, y } as const;
  const end = (i: number, symbol: 'circle' | 'star', size: number): ScatterTrace => ({
    type: 'scatter',
    mode: 'markers',
    x: [x[i]!],
    y: [y[i]!],
    marker: { symbol, size, color: PAPER, line: { color: INK, width: 1.5 } },
  });
  return [
    { ...common, mode: 'lines', line: { color: PAPER, width: 5 }, hoverinfo: 'skip' },
    {
      ...common,
      mode: 'lines+markers',
      line: { color: ROUTE, width: 2.5 },
      marker: { size: 6, color: ROUTE },
    },
    end(0, 'circle', 9),
    end(points.length - 1, 'star', 13),
  ];
}
