import type { Layout } from '../figure';
import { type BarTrace, colourOf } from '../traces';
import { barPlaces } from './extents';
import type { Scale } from './scale';
import { tag } from './xml';

/** The bar traces of one subplot, beside one another or, as histograms, over one another. */
export function barMarks(traces: readonly BarTrace[], layout: Layout, x: Scale, y: Scale): string {
  const beside = layout.barmode === 'overlay' ? 1 : traces.length;
  return traces
    .map((t, k) => {
      const width = t.width ?? (1 - (layout.bargap ?? 0.2)) / beside;
      const shift = t.width === undefined && beside > 1 ? (k - (beside - 1) / 2) * width : 0;
      const bars = barPlaces(t).map((place, i) => bar(place + shift, width, t.y[i]!, x, y));
      const edge = t.marker?.line ? { stroke: t.marker.line.color, 'stroke-width': t.marker.line.width } : {};
      return tag('g', { fill: colourOf(t), opacity: t.opacity, ...edge }, ...bars);
    })
    .join('');
}

function bar(place: number, width: number, height: number, x: Scale, y: Scale): string {
  const [a, b] = [x.at(place - width / 2), x.at(place + width / 2)];
  const [top, floor] = [y.at(height), y.at(0)];
  if (![a, b, top, floor].every(Number.isFinite)) return '';
  return tag('rect', { x: a, y: Math.min(top, floor), width: b - a, height: Math.abs(floor - top) });
}
