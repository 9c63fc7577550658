import type { Trace } from '../figure';
import { shape, stroke } from './marks';
import { tag, text, textWidth } from './xml';

const ROW = 20;
const SWATCH = 30;
const GAP = 14;

/** The traces that a legend names. */
export const named = (data: readonly Trace[]): (Trace & { name: string })[] =>
  data.filter(
    (t): t is Trace & { name: string } => t.type !== 'heatmap' && t.name !== undefined && t.showlegend !== false,
  );

/** Where the entries stand, in rows that are no longer than `width`; in even columns when they need several. */
function places(names: readonly string[], width: number): { x: number; row: number }[] {
  const wide = names.map((n) => SWATCH + textWidth(n, 13) + GAP);
  const starts = wide.map((_, i) => wide.slice(0, i).reduce((a, b) => a + b, 0));
  if (starts.every((x, i) => x + wide[i]! <= width + GAP)) return starts.map((x) => ({ x, row: 0 }));
  const column = Math.max(...wide);
  const columns = Math.max(1, Math.floor(width / column));
  return names.map((_, i) => ({ x: (i % columns) * column, row: Math.floor(i / columns) }));
}

/** Pixels that a legend of these traces needs in a plot area of this width. */
export function legendHeight(data: readonly Trace[], width: number): number {
  const rows = places(
    named(data).map((t) => t.name),
    width,
  ).map((p) => p.row);
  return rows.length === 0 ? 0 : (Math.max(...rows) + 1) * ROW;
}

/** The legend, its last row ending above `bottom`. */
export function legend(data: readonly Trace[], left: number, bottom: number, width: number): string {
  const traces = named(data);
  const at = places(
    traces.map((t) => t.name),
    width,
  );
  const top = bottom - legendHeight(data, width);
  return traces.map((t, i) => entry(t, left + at[i]!.x, top + at[i]!.row * ROW + ROW / 2)).join('');
}

function entry(t: Trace & { name: string }, x: number, y: number): string {
  return swatch(t, x, y) + text(x + SWATCH - 2, y + 4.5, t.name);
}

function swatch(t: Trace, x: number, y: number): string {
  if (t.type === 'heatmap') return '';
  if (t.type === 'bar')
    return tag('rect', {
      x: x + 6,
      y: y - 6,
      width: 14,
      height: 12,
      fill: String(t.marker?.color),
      opacity: t.opacity,
    });
  const line = t.mode === 'markers' ? '' : tag('path', { d: `M${x} ${y}h24`, ...stroke(t.line) });
  const fill = typeof t.marker?.color === 'string' ? t.marker.color : '#222222';
  return line + (t.mode === 'lines' ? '' : shape(t.marker?.symbol ?? 'circle', [x + 12, y], 4, fill));
}
