import { scaleLinear, scaleLog } from 'd3-scale';
import type { Axis } from '../figure';

export interface Tick {
  readonly at: number;
  readonly label: string;
}

/** An axis on the paper: where a value lies, and which values are written beside it. */
export interface Scale {
  readonly axis: Axis;
  /** value -> pixel; NaN for what the axis cannot show */
  at(value: number): number;
  readonly ticks: readonly Tick[];
  /** pixels of the axis's first and last value */
  readonly from: number;
  readonly to: number;
  /** the values there */
  readonly domain: readonly [number, number];
}

/** @param domain first and last value shown (plain values, on a log axis too) */
export function scale(axis: Axis, domain: readonly [number, number], from: number, to: number): Scale {
  const count = Math.max(2, Math.round(Math.abs(to - from) / (to < from ? 55 : 80)));
  const d3 = axis.type === 'log' ? scaleLog() : scaleLinear();
  d3.domain([...domain]).range([from, to]);
  const at = (v: number): number => (Number.isFinite(v) && (axis.type !== 'log' || v > 0) ? d3(v) : NaN);
  return { axis, at, ticks: ticks(axis, domain, count).map((t) => ({ ...t, at: at(t.at) })), from, to, domain };
}

/** `at` is still a value here. */
function ticks(axis: Axis, domain: readonly [number, number], count: number): Tick[] {
  if (axis.tickvals) {
    const [low, high] = [Math.min(...domain), Math.max(...domain)];
    const all = axis.tickvals.map((at, i) => ({ at, label: axis.ticktext?.[i] ?? String(at) }));
    return all.filter(({ at }) => at >= low && at <= high);
  }
  if (axis.type === 'log') return logTicks(domain, count);
  const d3 = scaleLinear().domain([...domain]);
  const largest = Math.max(...domain.map(Math.abs));
  const format = d3.tickFormat(count, largest >= 1e5 ? '~s' : largest < 1e-3 ? '~e' : undefined);
  return d3.ticks(count).map((at) => ({ at, label: at === 0 ? '0' : format(at) }));
}

/** Powers of ten, thinned out when many; 1, 2, 5 times them when there are fewer than three. */
function logTicks(domain: readonly [number, number], count: number): Tick[] {
  const [low, high] = [Math.min(...domain), Math.max(...domain)];
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  const powers = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
  if (powers.length >= 3) {
    const step = Math.ceil(powers.length / count);
    return powers.filter((_, i) => i % step === 0).map((p) => ({ at: 10 ** p, label: power(p) }));
  }
  const format = (v: number): string => String(Number(v.toPrecision(1)));
  return Array.from({ length: last - first + 3 }, (_, i) => first - 1 + i)
    .flatMap((p) => [1, 2, 5].map((m) => m * 10 ** p))
    .filter((v) => v >= low && v <= high)
    .map((at) => ({ at, label: format(at) }));
}

const SUPERSCRIPT = '⁰¹²³⁴⁵⁶⁷⁸⁹';
function power(p: number): string {
  if (p >= -2 && p <= 3) return String(Number((10 ** p).toPrecision(1)));
  return '10' + (p < 0 ? '⁻' : '') + String(Math.abs(p)).replace(/\d/g, (d) => SUPERSCRIPT[Number(d)]!);
}
