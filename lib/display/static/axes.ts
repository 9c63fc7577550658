import type { Axis } from '../figure';
import { GRID, RULE } from '../style';
import type { Trace } from '../traces';
import { domainOf } from './extents';
import { type Scale, type Tick, scale } from './scale';
import { tag, text, textWidth } from './xml';

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

/** Pixels between an axis and what is written beside it. */
const LABEL_X = 18;
const LABEL_Y = 8;
const SIZE = 12;

function bottom(x: Scale, at: number): string {
  const marks = x.ticks.map((t) => `M${t.at.toFixed(1)} ${at}v5`).join('');
  const angle = x.axis.tickangle;
  const style = angle ? ({ anchor: 'end', rotate: angle } as const) : ({ anchor: 'middle' } as const);
  const labels = x.ticks.map((t) => text(t.at + (angle ? 4 : 0), at + LABEL_X, t.label, { ...style, size: SIZE }));
  const titleAt = at + 44 + slope(x.axis, widest(x.ticks));
  const title = x.axis.title && text((x.from + x.to) / 2, titleAt, x.axis.title.text, { anchor: 'middle', size: 14 });
  return rule(`M${x.from} ${at}H${x.to}${marks}`) + labels.join('') + (title ?? '');
}

function left(y: Scale, at: number): string {
  const marks = y.ticks.map((t) => `M${at} ${t.at.toFixed(1)}h-5`).join('');
  const labels = y.ticks.map((t) => text(at - LABEL_Y, t.at + 4, t.label, { anchor: 'end', size: SIZE }));
  const [middle, titleAt] = [(y.from + y.to) / 2, at - Math.max(48, LABEL_Y + widest(y.ticks) + 12)];
  const title = y.axis.title && text(titleAt, middle, y.axis.title.text, { anchor: 'middle', size: 14, rotate: -90 });
  return rule(`M${at} ${y.from}V${y.to}${marks}`) + labels.join('') + (title ?? '');
}

const rule = (d: string): string => tag('path', { d, stroke: RULE, fill: 'none', 'stroke-linecap': 'square' });

const widest = (ticks: readonly Tick[]): number => Math.max(0, ...ticks.map((t) => textWidth(t.label, SIZE)));

/** How far labels at an angle hang down. */
const slope = ({ tickangle = 0 }: Axis, width: number): number =>
  Math.abs(Math.sin((tickangle * Math.PI) / 180)) * width;

/** Pixels that an axis of this height needs on its left for its labels and title. */
export function roomLeft(axis: Axis, data: readonly Trace[], height: number): number {
  const { ticks } = scale(axis, domainOf(axis, data, 'y'), height, 0);
  return Math.max(64, Math.ceil(LABEL_Y + widest(ticks) + 28));
}

/** Pixels that an axis needs below it. */
export function roomBelow(axis: Axis, data: readonly Trace[]): number {
  const names = data.flatMap((t) => (t.type === 'bar' ? t.x.map((label) => ({ at: 0, label: String(label) })) : []));
  return 58 + Math.ceil(slope(axis, widest(names)));
}
