import { GRID, RULE } from '../style';
import type { Scale } from './scale';
import { tag, text } from './xml';

/** The lines behind the marks. */
export function gridLines(x: Scale, y: Scale): string {
  const across = (at: number): string => `M${x.from} ${at.toFixed(1)}H${x.to}`;
  const up = (at: number): string => `M${at.toFixed(1)} ${y.from}V${y.to}`;
  const d = [...(x.axis.showgrid === false ? [] : x.ticks.map((t) => up(t.at)))];
  d.push(...(y.axis.showgrid === false ? [] : y.ticks.map((t) => across(t.at))));
  return d.length === 0 ? '' : tag('path', { d: d.join(''), stroke: GRID });
}

/** Axis lines, ticks, their labels and the titles, over the marks. */
export function axes(x: Scale, y: Scale): string {
  return [x.axis.visible === false ? '' : bottom(x, y.from), y.axis.visible === false ? '' : left(y, x.from)].join('');
}

function bottom(x: Scale, at: number): string {
  const marks = x.ticks.map((t) => `M${t.at.toFixed(1)} ${at}v5`).join('');
  const labels = x.ticks.map((t) => text(t.at, at + 18, t.label, { anchor: 'middle', size: 12 }));
  const title = x.axis.title && text((x.from + x.to) / 2, at + 44, x.axis.title.text, { anchor: 'middle', size: 14 });
  return rule(`M${x.from} ${at}H${x.to}${marks}`) + labels.join('') + (title ?? '');
}

function left(y: Scale, at: number): string {
  const marks = y.ticks.map((t) => `M${at} ${t.at.toFixed(1)}h-5`).join('');
  const labels = y.ticks.map((t) => text(at - 8, t.at + 4, t.label, { anchor: 'end', size: 12 }));
  const middle = (y.from + y.to) / 2;
  const title = y.axis.title && text(at - 48, middle, y.axis.title.text, { anchor: 'middle', size: 14, rotate: -90 });
  return rule(`M${at} ${y.from}V${y.to}${marks}`) + labels.join('') + (title ?? '');
}

const rule = (d: string): string => tag('path', { d, stroke: RULE, fill: 'none', 'stroke-linecap': 'square' });
