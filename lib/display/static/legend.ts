import { INK } from '../style';
import { type Trace, colourOf } from '../traces';
import { stroke } from './scatter';
import { shape } from './shapes';
import { tag, text, textWidth } from './xml';

const ROW = 20;
const SWATCH = 30;
const GAP = 14;

type Named = Trace & { readonly name: string };

/** The traces that a legend names. */
export const named = (data: readonly Trace[]): Named[] =>
  data.filter((t): t is Named => t.type !== 'heatmap' && t.name !== undefined && t.showlegend !== false);

/** Where the entries stand: in a row no longer than `width`, or in even columns where one row is too short. */
function places(entries: readonly Named[], width: number): { x: number; row: number }[] {
  const wide = entries.map((t) => SWATCH + textWidth(t.name, 13) + GAP);
  const starts = wide.map((_, i) => wide.slice(0, i).reduce((a, b) => a + b, 0));
  if (starts.every((x, i) => x + wide[i]! <= width + GAP)) return starts.map((x) => ({ x, row: 0 }));
  const column = Math.max(...wide);
  const columns = Math.max(1, Math.floor(width / column));
  return entries.map((_, i) => ({ x: (i % columns) * column, row: Math.floor(i / columns) }));
}

/** Pixels that a legend of these traces needs over a plot area of this width. */
export function legendHeight(data: readonly Trace[], width: number): number {
  const entries = named(data);
  return entries.length === 0 ? 0 : (Math.max(...places(entries, width).map((p) => p.row)) + 1) * ROW;
}

/** The legend, its last row ending at `bottom`. */
export function legend(data: readonly Trace[], left: number, bottom: number, width: number): string {
  const entries = named(data);
  const at = places(entries, width);
  const top = bottom - legendHeight(data, width);
  return entries.map((t, i) => entry(t, left + at[i]!.x, top + (at[i]!.row + 0.5) * ROW)).join('');
}

const entry = (t: Named, x: number, y: number): string => swatch(t, x, y) + text(x + SWATCH - 2, y + 4.5, t.name);

function swatch(t: Trace, x: number, y: number): string {
  if (t.type === 'heatmap') return '';
  const fill = colourOf(t) ?? INK;
  if (t.type === 'bar') return tag('rect', { x: x + 5, y: y - 6, width: 14, height: 12, fill, opacity: t.opacity });
  const line = t.mode === 'markers' ? '' : tag('path', { d: `M${x} ${y}h24`, ...stroke(t.line) });
  return line + (t.mode === 'lines' ? '' : shape(t.marker?.symbol ?? 'circle', [x + 12, y], 4, fill));
}
