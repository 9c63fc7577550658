import type { Axis } from '../figure';
import { spacing } from '../isolines';
import { extent } from '../numbers';
import type { BarTrace, Trace } from '../traces';

/** The values that an axis shows: those it is told to, else those that cover its traces with a little room. */
export function domainOf(axis: Axis, traces: readonly Trace[], dimension: 'x' | 'y'): [number, number] {
  const log = axis.type === 'log';
  if (axis.range) {
    const [a, b] = axis.range;
    return log ? [10 ** a, 10 ** b] : [a, b];
  }
  const bounds = traces.map((t) => traceExtent(t, dimension, log)).flat();
  const found = extent(bounds) ?? (log ? [1, 10] : [0, 1]);
  if (log) return logRoom(found);
  const [low, high] = found[0] === found[1] ? [found[0] - 1, found[1] + 1] : found;
  const room = 0.05 * (high - low);
  const flush = dimension === 'x' ? traces.every(flushX) : traces.every((t) => t.type === 'heatmap');
  if (flush) return [low, high];
  const onFloor = dimension === 'y' && traces.some((t) => t.type === 'bar');
  return [onFloor && low === 0 ? 0 : low - room, onFloor && high === 0 ? 0 : high + room];
}

const flushX = (t: Trace): boolean => t.type === 'heatmap' || (t.type === 'scatter' && t.mode === 'lines');

function logRoom([low, high]: readonly [number, number]): [number, number] {
  const room = low === high ? 10 : (high / low) ** 0.05;
  return [low / room, high * room];
}

function traceExtent(t: Trace, dimension: 'x' | 'y', log: boolean): number[] {
  if (t.type === 'heatmap') {
    const cells = t[dimension];
    const half = spacing(cells) / 2;
    return [cells[0]! - half, cells[cells.length - 1]! + half];
  }
  if (t.type === 'bar') {
    if (dimension === 'y') return [0, ...(extent(t.y) ?? [])];
    const places = barPlaces(t);
    const half = (t.width ?? 1) / 2;
    return (extent(places) ?? []).flatMap((v) => [v - half, v + half]);
  }
  const [own, other] = dimension === 'x' ? [t.x, t.y] : [t.y, t.x];
  return extent(own.filter((v, i) => Number.isFinite(other[i]!) && (!log || v > 0))) ?? [];
}

/** Where bars stand on a numeric axis: names stand at 0, 1, 2, ... */
export const barPlaces = (t: BarTrace): number[] => t.x.map((v, i) => (typeof v === 'number' ? v : i));
