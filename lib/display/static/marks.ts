import type { BarTrace, ColourScale, Layout, Line, MarkerSymbol, ScatterTrace } from '../figure';
import { colourAt } from './colours';
import { barPlaces } from './extents';
import type { Scale } from './scale';
import { px, tag } from './xml';

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
  const points = t.x.map((v, i) => [x.at(v), y.at(t.y[i]!)] as const);
  const line = t.mode === 'markers' ? '' : tag('path', { d: polyline(points), ...stroke(t.line), opacity: t.opacity });
  return line + (t.mode === 'lines' ? '' : markers(t, points));
}

type Point = readonly [number, number];

export function polyline(points: readonly Point[]): string {
  let pen = 'M';
  let d = '';
  for (const [x, y] of points) {
    if (Number.isFinite(x) && Number.isFinite(y)) {
      d += `${pen}${px(x)} ${px(y)}`;
      pen = 'L';
    } else pen = 'M';
  }
  return d;
}

function markers(t: ScatterTrace, points: readonly Point[]): string {
  const m = t.marker ?? {};
  const drawn = points.map((p, i) => {
    const size = typeof m.size === 'number' || m.size === undefined ? (m.size ?? 6) : m.size[i]!;
    if (size === 0 || !Number.isFinite(p[0]) || !Number.isFinite(p[1])) return '';
    const fill = valueColour(m.color, i, m.colorscale, m.cmin, m.cmax);
    return shape(m.symbol ?? 'circle', p, size / 2, fill, points[i - 1]);
  });
  const fill = typeof m.color === 'string' ? m.color : undefined;
  const edge = m.line ? { stroke: m.line.color, 'stroke-width': m.line.width ?? 1 } : {};
  return tag('g', { fill, ...edge, 'fill-opacity': m.opacity }, ...drawn);
}

function valueColour(
  color: string | readonly number[] | undefined,
  i: number,
  colours?: ColourScale,
  from = 0,
  to = 1,
): string | undefined {
  return typeof color === 'object' && colours ? colourAt(colours, (color[i]! - from) / (to - from || 1)) : undefined;
}

const star = (r: number): Point[] =>
  Array.from({ length: 10 }, (_, i) => {
    const [angle, radius] = [(i * Math.PI) / 5, i % 2 === 0 ? r * 1.2 : r * 0.5];
    return [Math.sin(angle) * radius, -Math.cos(angle) * radius];
  });
const cross = (r: number): Point[] => {
  const [a, b] = [r / 3, r];
  return [
    [-a, -b],
    [a, -b],
    [a, -a],
    [b, -a],
    [b, a],
    [a, a],
    [a, b],
    [-a, b],
    [-a, a],
    [-b, a],
    [-b, -a],
    [-a, -a],
  ];
};
const turn = (points: readonly Point[], angle: number): Point[] =>
  points.map(([x, y]) => [x * Math.cos(angle) - y * Math.sin(angle), x * Math.sin(angle) + y * Math.cos(angle)]);

const OUTLINE: Readonly<Record<Exclude<MarkerSymbol, 'circle'>, (r: number) => Point[]>> = {
  square: (r) => [
    [-r, -r],
    [r, -r],
    [r, r],
    [-r, r],
  ],
  diamond: (r) => [
    [0, -1.3 * r],
    [1.3 * r, 0],
    [0, 1.3 * r],
    [-1.3 * r, 0],
  ],
  'triangle-up': (r) => [
    [0, -1.2 * r],
    [1.1 * r, 0.8 * r],
    [-1.1 * r, 0.8 * r],
  ],
  cross,
  x: (r) => turn(cross(r), Math.PI / 4),
  star,
  /** pointing to the right, its tip at the point */
  arrow: (r) => [
    [0, 0],
    [-2 * r, -0.8 * r],
    [-2 * r, 0.8 * r],
  ],
};

/** One marker; an arrow points away from the point before it. */
export function shape(symbol: MarkerSymbol, [x, y]: Point, r: number, fill?: string, before?: Point): string {
  if (symbol === 'circle') return tag('circle', { cx: x, cy: y, r, fill });
  const flat = OUTLINE[symbol](r);
  const points = symbol === 'arrow' && before ? turn(flat, Math.atan2(y - before[1], x - before[0])) : flat;
  return tag('path', { d: polyline(points.map(([a, b]) => [x + a, y + b])) + 'Z', fill });
}

/** Every bar trace of one subplot, beside or over one another. */
export function barMarks(traces: readonly BarTrace[], layout: Layout, x: Scale, y: Scale): string {
  const beside = layout.barmode === 'overlay' ? 1 : traces.length;
  return traces
    .map((t, k) => {
      const slot = t.width ?? (1 - (layout.bargap ?? 0.2)) / beside;
      const shift = t.width === undefined && beside > 1 ? (k - (beside - 1) / 2) * slot : 0;
      const bars = barPlaces(t).map((place, i) => bar(place + shift, slot, t.y[i]!, x, y));
      const line = t.marker?.line;
      const edge = line ? { stroke: line.color, 'stroke-width': line.width } : {};
      return tag('g', { fill: String(t.marker?.color), opacity: t.opacity, ...edge }, ...bars);
    })
    .join('');
}

function bar(place: number, width: number, height: number, x: Scale, y: Scale): string {
  const [a, b] = [x.at(place - width / 2), x.at(place + width / 2)];
  const [top, floor] = [y.at(height), y.at(0)];
  if (![a, b, top, floor].every(Number.isFinite)) return '';
  return tag('rect', { x: a, y: Math.min(top, floor), width: b - a, height: Math.abs(floor - top) });
}
