import { polygons, spacing } from '../isolines';
import { linspace } from '../numbers';
import type { HeatmapTrace } from '../traces';
import { colourAt } from './colours';
import { type Point, path } from './path';
import type { Scale } from './scale';
import { tag } from './xml';

/** Colours told apart in a smooth map and in flat cells. */
const BANDS = 24;
const LEVELS = 64;

/** A heatmap as vectors: bands of colour, each laid over those below it, or flat cells. */
export const heatmapMarks = (t: HeatmapTrace, x: Scale, y: Scale): string =>
  t.zsmooth === 'best' ? bands(t, x, y) : cells(t, x, y);

function bands(t: HeatmapTrace, x: Scale, y: Scale): string {
  const step = (t.zmax - t.zmin) / BANDS;
  return polygons(t, linspace(t.zmin, t.zmax - step, BANDS))
    .map(({ rings }, i) => {
      const d = rings.map((ring) => path(ring.map(([a, b]): Point => [x.at(a), y.at(b)])) + 'z').join('');
      return tag('path', { d, fill: colourAt(t.colorscale, (i + 0.5) / BANDS) });
    })
    .join('');
}

/** One path for all cells of a colour, runs of equal cells in one piece. */
function cells(t: HeatmapTrace, x: Scale, y: Scale): string {
  const [dx, dy] = [spacing(t.x) / 2, spacing(t.y) / 2];
  const level = (v: number | undefined): number =>
    v === undefined || !Number.isFinite(v) ? -1 : Math.round(((v - t.zmin) / (t.zmax - t.zmin || 1)) * (LEVELS - 1));
  const pieces = Array.from({ length: LEVELS }, () => '');
  t.z.forEach((row, j) => {
    const [bottom, top] = [y.at(t.y[j]! - dy), y.at(t.y[j]! + dy)];
    for (let from = 0, to = 0; from < row.length; from = to) {
      const colour = level(row[from]);
      while (to < row.length && level(row[to]) === colour) to++;
      const [left, right] = [x.at(t.x[from]! - dx), x.at(t.x[to - 1]! + dx)];
      const run = path([[left, top], [right, top], [right, bottom], [left, bottom]]); // prettier-ignore
      if (colour >= 0) pieces[colour] = `${pieces[colour]!}${run}z`;
    }
  });
  const draw = (d: string, i: number): string =>
    d === '' ? '' : tag('path', { d, fill: colourAt(t.colorscale, i / (LEVELS - 1)), 'shape-rendering': 'crispEdges' });
  return pieces.map(draw).join('');
}
