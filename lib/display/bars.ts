import type { Figure } from './figure';
import { frame } from './frame';
import { values } from './numbers';
import { textWidth } from './static/xml';
import { type Labels, axis, colour } from './style';
import type { BarTrace, Numbers } from './traces';

export interface BarsOptions extends Labels {
  /** what the axes show, with the unit */
  readonly x?: string;
  readonly y?: string;
  /** names under the bars when every entry is a list; 0, 1, 2, ... unless said */
  readonly labels?: readonly string[];
  /** instead of the palette, in the order of the series */
  readonly colours?: readonly string[];
}

/**
 * Bars: one for each name, `bars({ saturating: 8.1, 'non-saturating': 9.2 })`, or a group of bars for each label,
 * `bars({ real: [10, 12], fake: [9, 14] }, { labels: ['0', '1'] })`.
 * @throws Error where there is nothing to draw, or the lists differ in length
 */
export function bars(heights: Readonly<Record<string, number | Numbers>>, options: BarsOptions = {}): Figure {
  const entries = Object.entries(heights);
  if (entries.length === 0) throw new Error('bars: nothing to draw; expected for example bars({ a: 1, b: 2 })');
  const single = entries.every(([, v]) => typeof v === 'number');
  const data = single ? [one(entries as [string, number][], options)] : entries.map((e, i) => series(e, i, options));
  const names = (data[0]?.x ?? []).map(String);
  const room = ((options.width ?? 640) - 88) / names.length;
  const crowded = names.some((name) => textWidth(name, 12) > room - 6);
  const x = axis(options.x, { type: 'category', showgrid: false, ...(crowded ? { tickangle: -35 } : {}) });
  return frame(data, options, x, axis(options.y), { barmode: 'group', bargap: 0.25 });
}

const one = (entries: readonly (readonly [string, number])[], { colours }: BarsOptions): BarTrace => ({
  type: 'bar',
  x: entries.map(([name]) => name),
  y: entries.map(([, height]) => height),
  marker: { color: colour(0, colours) },
});

function series([name, heights]: readonly [string, number | Numbers], i: number, options: BarsOptions): BarTrace {
  if (typeof heights === 'number') {
    throw new Error(`bars: '${name}' is one number: expected a list, as the other entries are`);
  }
  const y = values(`bars: '${name}'`, heights);
  const x = options.labels ?? y.map((_, j) => String(j));
  if (x.length !== y.length) throw new Error(`bars: '${name}' has ${y.length} bars for ${x.length} labels`);
  return { type: 'bar', name, x, y, marker: { color: colour(i, options.colours) } };
}
