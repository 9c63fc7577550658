import type { Axis, Figure } from './figure';
import { frame } from './frame';
import { axis } from './style';
import { type Surface, type SurfaceOptions, equalAxes, surface } from './surface';

export type HeatmapOptions = Omit<SurfaceOptions, 'x' | 'y'> & Partial<Pick<SurfaceOptions, 'x' | 'y'>>;

/**
 * Numbers as colours. A matrix z[row][column] is shown as flat cells, row 0 at the bottom, the axes counting from 0
 * unless x and y say otherwise; a function of the plane is shown smoothly.
 * @throws Error as `contour`; a function needs x and y
 */
export function heatmap(f: Surface, options: HeatmapOptions = {}): Figure {
  if (typeof f === 'function' && !(options.x && options.y)) {
    throw new Error('heatmap: a function needs x: [from, to] and y: [from, to]');
  }
  const [lines, columns] = typeof f === 'function' ? [0, 0] : [f.length, f[0]?.length ?? 0];
  const o = { x: [0, columns - 1], y: [0, lines - 1], ...options } as const;
  const smooth = surface('heatmap', f, o);
  const data = [typeof f === 'function' ? smooth : { ...smooth, zsmooth: false as const }];
  const labels = { width: 560, height: 440, ...options };
  const few = (at: readonly number[]): Axis => (typeof f !== 'function' && at.length <= 20 ? { tickvals: at } : {});
  return frame(data, labels, axis(o.xLabel, few(smooth.x)), axis(o.yLabel, { ...few(smooth.y), ...equalAxes(o) }));
}
