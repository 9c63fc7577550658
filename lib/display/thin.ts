import type { Figure } from './figure';
import { remark } from './frame';
import { sum } from './numbers';
import type { HeatmapTrace, Marker, ScatterTrace, Trace } from './traces';

/** How much of each kind a figure holds after thinning. */
const LINE_POINTS = 4000;
/** A line no longer than this is kept as it is. */
const SHORT = 200;
const MARKERS = 3000;
const CELLS_ACROSS = 128;

/**
 * The figure with no more points than can be told apart, so that a notebook stays small: of a line the least and the
 * greatest point in each stretch, of markers and cells every k-th, which the figure then says.
 * @param share of the usual number of points, for figures that are still too large
 */
export function thin(figure: Figure, share = 1): Figure {
  const lines = count(figure.data, (t) => t.mode === 'lines') / (LINE_POINTS * share);
  const every = Math.ceil(count(figure.data, (t) => t.mode !== 'lines') / (MARKERS * share));
  const data = figure.data.map((t): Trace => {
    if (t.type === 'bar') return t;
    if (t.type === 'heatmap') return everyCell(t, cellStep(t, share));
    if (t.mode === 'lines') return thinLine(t, lines);
    const unit = t.marker?.symbol === 'arrow' ? 3 : 1; // start, end and gap stay together
    return chosen(t, (i) => Math.floor(i / unit) % every === 0);
  });
  const cells = Math.max(1, ...figure.data.map((t) => (t.type === 'heatmap' ? cellStep(t, share) : 1)));
  const said = [
    ...(every > 1 ? [`1 of ${every} points drawn`] : []),
    ...(cells > 1 ? [`1 of ${cells} rows and columns drawn`] : []),
  ];
  return said.length === 0 ? { ...figure, data } : remark({ ...figure, data }, said.join('; '));
}

const count = (data: readonly Trace[], of: (t: ScatterTrace) => boolean): number =>
  sum(data.map((t) => (t.type === 'scatter' && of(t) ? t.x.length : 0)));

const cellStep = (t: HeatmapTrace, share: number): number =>
  Math.ceil(Math.max(t.x.length, t.y.length) / (CELLS_ACROSS * Math.sqrt(share)));

function everyCell(t: HeatmapTrace, k: number): HeatmapTrace {
  if (k <= 1) return t;
  const kept = (_: unknown, i: number): boolean => i % k === 0;
  return { ...t, x: t.x.filter(kept), y: t.y.filter(kept), z: t.z.filter(kept).map((row) => row.filter(kept)) };
}

/** @param factor how many times fewer points are wanted */
function thinLine(t: ScatterTrace, factor: number): ScatterTrace {
  if (factor <= 1 || t.x.length <= SHORT) return t;
  const rising = t.x.every((v, i) => i === 0 || v >= t.x[i - 1]!);
  if (!rising) return chosen(t, (i) => i % Math.ceil(factor) === 0 || !Number.isFinite(t.y[i]!));
  const kept = new Set<number>([0, t.x.length - 1]);
  const stretch = Math.ceil(2 * factor);
  for (let from = 0; from < t.y.length; from += stretch)
    extremes(t.y, from, from + stretch).forEach((i) => kept.add(i));
  return chosen(t, (i) => kept.has(i));
}

/** Where the least and the greatest value between two places are, and the first break in the line. */
function extremes(y: readonly number[], from: number, to: number): number[] {
  let [least, greatest, gap] = [from, from, -1];
  for (let i = from; i < Math.min(to, y.length); i++) {
    if (!Number.isFinite(y[i]!)) gap = gap < 0 ? i : gap;
    else {
      if (!(y[least]! <= y[i]!)) least = i; // also where y[least] is not finite
      if (!(y[greatest]! >= y[i]!)) greatest = i;
    }
  }
  return gap < 0 ? [least, greatest] : [least, greatest, gap];
}

function chosen(t: ScatterTrace, keep: (i: number) => boolean): ScatterTrace {
  const few = <T>(list: readonly T[]): T[] => list.filter((_, i) => keep(i));
  const { marker } = t;
  const lists: Marker = {
    ...(typeof marker?.color === 'object' ? { color: few(marker.color) } : {}),
    ...(typeof marker?.size === 'object' ? { size: few(marker.size) } : {}),
  };
  return { ...t, x: few(t.x), y: few(t.y), ...(marker ? { marker: { ...marker, ...lists } } : {}) };
}
