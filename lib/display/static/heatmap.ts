import { contours } from 'd3-contour';
import type { ColourBar, ColourScale, HeatmapTrace, Marker } from '../figure';
import { linspace } from '../numbers';
import { colourAt } from './colours';
import { polyline } from './marks';
import { type Scale, scale } from './scale';
import { tag, text } from './xml';

const BANDS = 32;

/** A heatmap: flat cells, or where it is smooth, bands of colour, each over those below it. */
export function heatmapMarks(t: HeatmapTrace, x: Scale, y: Scale): string {
  const [low, high] = [t.zmin ?? 0, t.zmax ?? 1];
  const fill = (v: number): string => colourAt(t.colorscale, (v - low) / (high - low || 1));
  return t.zsmooth === 'best' ? bands(t, x, y, low, high, fill) : cells(t, x, y, fill);
}

function cells(t: HeatmapTrace, x: Scale, y: Scale, fill: (v: number) => string): string {
  const [dx, dy] = [spacing(t.x) / 2, spacing(t.y) / 2];
  return t.z
    .flatMap((row, j) =>
      row.map((v, i) => {
        if (!Number.isFinite(v)) return '';
        const [a, b] = [x.at(t.x[i]! - dx), x.at(t.x[i]! + dx)];
        const [c, d] = [y.at(t.y[j]! - dy), y.at(t.y[j]! + dy)];
        const box = { x: Math.min(a, b), y: Math.min(c, d), width: Math.abs(b - a), height: Math.abs(d - c) };
        return tag('rect', { ...box, fill: fill(v), 'shape-rendering': 'crispEdges' });
      }),
    )
    .join('');
}

function bands(t: HeatmapTrace, x: Scale, y: Scale, low: number, high: number, fill: (v: number) => string): string {
  const flat = t.z.flatMap((row) => row.map((v) => (Number.isFinite(v) ? v : low - 1)));
  const step = (high - low) / BANDS;
  const at = (list: readonly number[], cell: number): number => list[0]! + (cell - 0.5) * spacing(list);
  return contours()
    .size([t.x.length, t.y.length])
    .thresholds(linspace(low, high - step, BANDS))(flat)
    .map((band) => {
      const rings = band.coordinates
        .flat()
        .map((ring) => ring.map((p) => [x.at(at(t.x, p[0]!)), y.at(at(t.y, p[1]!))] as const));
      return tag('path', { d: rings.map((r) => polyline(r) + 'Z').join(''), fill: fill(band.value + step / 2) });
    })
    .join('');
}

const spacing = (list: readonly number[]): number => (list[list.length - 1]! - list[0]!) / (list.length - 1);

/** What a colour bar needs to know of its trace. */
export interface Colours {
  readonly scale: ColourScale;
  readonly from: number;
  readonly to: number;
  readonly bar: ColourBar;
}

export const heatmapColours = (t: HeatmapTrace): Colours => ({
  scale: t.colorscale,
  from: t.zmin ?? 0,
  to: t.zmax ?? 1,
  bar: t.colorbar ?? {},
});

export const markerColours = (m: Marker): Colours => ({
  scale: m.colorscale ?? [],
  from: m.cmin ?? 0,
  to: m.cmax ?? 1,
  bar: m.colorbar ?? {},
});

/** The key to a colour scale, to the right of `left`, from `bottom` up to `top`. */
export function colourBar(c: Colours, left: number, bottom: number, top: number): string {
  const width = c.bar.thickness ?? 14;
  const axis = scale({}, [c.from, c.to], bottom, top);
  const height = (bottom - top) / BANDS;
  const boxes = linspace(0, 1, BANDS).map((v, i) =>
    tag('rect', { x: left, y: bottom - (i + 1) * height, width, height: height + 0.5, fill: colourAt(c.scale, v) }),
  );
  const labels = axis.ticks.map((t) => text(left + width + 6, t.at + 4, t.label, { size: 12 }));
  const title = c.bar.title ? text(left + width / 2, top - 8, c.bar.title.text, { size: 12, anchor: 'middle' }) : '';
  return boxes.join('') + labels.join('') + title;
}
