import type { Line, Marker, ScatterTrace } from '../traces';
import { colourAt } from './colours';
import { type Point, path } from './path';
import type { Scale } from './scale';
import { shape } from './shapes';
import { tag } from './xml';

const DASH: Readonly<Record<NonNullable<Line['dash']>, string | undefined>> = {
  solid: undefined,
  dash: '8 5',
  dot: '2 4',
  dashdot: '8 4 2 4',
};

/** How a line is stroked, in a plot and in the legend. */
export const stroke = (line: Line | undefined): Record<string, string | number | undefined> => ({
  fill: 'none',
  stroke: line?.color,
  'stroke-width': line?.width ?? 2,
  'stroke-dasharray': DASH[line?.dash ?? 'solid'],
  'stroke-linejoin': 'round',
});

/** A scatter trace: its line, interrupted where a point cannot be drawn, then its markers. */
export function scatterMarks(t: ScatterTrace, x: Scale, y: Scale): string {
  const points = t.x.map((v, i): Point => [x.at(v), y.at(t.y[i]!)]);
  const line = t.mode === 'markers' ? '' : tag('path', { d: path(points), ...stroke(t.line), opacity: t.opacity });
  return line + (t.mode === 'lines' ? '' : markers(t.marker ?? {}, points));
}

function markers(m: Marker, points: readonly Point[]): string {
  const drawn = points.map((p, i) => {
    const size = typeof m.size === 'object' ? m.size[i]! : (m.size ?? 6);
    if (size === 0 || !p.every(Number.isFinite)) return '';
    return shape(m.symbol ?? 'circle', p, size / 2, valueColour(m, i), points[i - 1]);
  });
  const fill = typeof m.color === 'string' ? m.color : undefined;
  const edge = m.line ? { stroke: m.line.color, 'stroke-width': m.line.width ?? 1 } : {};
  return tag('g', { fill, ...edge, 'fill-opacity': m.opacity }, ...drawn);
}

/** The colour of point i where the colour says a value. */
function valueColour({ color, colorscale, cmin = 0, cmax = 1 }: Marker, i: number): string | undefined {
  if (typeof color !== 'object' || !colorscale) return undefined;
  return colourAt(colorscale, (color[i]! - cmin) / (cmax - cmin || 1));
}
