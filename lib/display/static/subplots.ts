import { type Axis, type Layout, axisKey } from '../figure';
import type { Trace } from '../traces';
import { domainOf } from './extents';
import { type Scale, scale } from './scale';

/** The plot area, in pixels. */
export interface Area {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface Subplot {
  /** '' for the first, then '2', '3', ... */
  readonly id: string;
  readonly x: Scale;
  readonly y: Scale;
  readonly traces: readonly Trace[];
}

/** Every pair of axes that the layout has, with the traces drawn on it. */
export function subplots(data: readonly Trace[], layout: Layout, area: Area): Subplot[] {
  const ids = Object.keys(layout).flatMap((k) => (/^xaxis\d*$/.test(k) ? [k.slice(5)] : []));
  return ids.map((id) => {
    const traces = data.filter((t) => (t.xaxis ?? 'x') === `x${id}`);
    const [xAxis, yAxis] = [layout[axisKey(`x${id}`)] ?? {}, layout[axisKey(`y${id}`)] ?? {}];
    const [left, right] = within(xAxis, area.left, area.right);
    const [bottom, top] = within(yAxis, area.bottom, area.top);
    const domains = { x: domainOf(xAxis, traces, 'x'), y: domainOf(yAxis, traces, 'y') };
    const { x, y } = yAxis.scaleanchor ? equal(domains, right - left, bottom - top) : domains;
    return { id, traces, x: scale(named(xAxis, traces), x, left, right), y: scale(yAxis, y, bottom, top) };
  });
}

const within = ({ domain: [a, b] = [0, 1] }: Axis, from: number, to: number): [number, number] => [
  from + a * (to - from),
  from + b * (to - from),
];

/** An axis of names has a tick under each. */
function named(axis: Axis, traces: readonly Trace[]): Axis {
  const bars = traces.find((t) => t.type === 'bar');
  if (axis.type !== 'category' || !bars) return axis;
  return { ...axis, tickvals: bars.x.map((_, i) => i), ticktext: bars.x.map(String) };
}

interface Domains {
  readonly x: [number, number];
  readonly y: [number, number];
}

/** Widens one of the domains until a unit is as long on both axes. */
function equal({ x, y }: Domains, width: number, height: number): Domains {
  const units = Math.max((x[1] - x[0]) / width, (y[1] - y[0]) / height);
  return { x: widen(x, units * width), y: widen(y, units * height) };
}

const widen = ([a, b]: readonly [number, number], length: number): [number, number] => {
  const room = (length - (b - a)) / 2;
  return [a - room, b + room];
};
