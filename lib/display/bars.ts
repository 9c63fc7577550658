import { bin } from 'd3-array';
import type { BarTrace, Figure, Numbers } from './figure';
import { extent, skipped, values } from './numbers';
import { type Labels, axis, colour, frame, remark } from './style';

export interface BarsOptions extends Labels {
  readonly x?: string;
  readonly y?: string;
  /** names under the bars when every entry is a list; 0, 1, 2, ... unless said */
  readonly labels?: readonly string[];
}

/**
 * Bars: one for each name, `bars({ saturating: 8.1, 'non-saturating': 9.2 })`, or one group of bars for each label,
 * `bars({ real: [10, 12], fake: [9, 14] }, { labels: ['0', '1'] })`.
 * @throws Error where there is nothing to draw, or the lists differ in length
 */
export function bars(heights: Readonly<Record<string, number | Numbers>>, options: BarsOptions = {}): Figure {
  const entries = Object.entries(heights);
  if (entries.length === 0) throw new Error('bars: nothing to draw; expected for example bars({ a: 1, b: 2 })');
  const single = entries.every(([, v]) => typeof v === 'number');
  const data = single ? [oneSeries(entries as [string, number][])] : grouped(entries, options.labels);
  return frame(data, options, axis(options.x, { type: 'category' }), axis(options.y), {
    barmode: 'group',
    bargap: 0.25,
  });
}

const oneSeries = (entries: readonly (readonly [string, number])[]): BarTrace => ({
  type: 'bar',
  x: entries.map(([name]) => name),
  y: entries.map(([, height]) => height),
  marker: { color: colour(0) },
});

function grouped(entries: readonly (readonly [string, number | Numbers])[], labels?: readonly string[]): BarTrace[] {
  return entries.map(([name, heights], i) => {
    if (typeof heights === 'number') {
      throw new Error(`bars: '${name}' is one number: expected a list, as the other entries are`);
    }
    const y = values(`bars: '${name}'`, heights);
    const x = labels ?? y.map((_, j) => String(j));
    if (x.length !== y.length) throw new Error(`bars: '${name}' has ${y.length} bars for ${x.length} labels`);
    return { type: 'bar', name, x, y, marker: { color: colour(i) } };
  });
}

export interface HistogramOptions extends Labels {
  readonly x?: string;
  /** number of bins; 40 unless said (the nearest round bin width is taken) */
  readonly bins?: number;
  /** heights that integrate to 1, to lie under a density; counts unless said */
  readonly density?: boolean;
}

/**
 * How often values fall in bins of equal width; several samples share the bins.
 * Values that are not finite are left out, and the figure says how many.
 * @throws Error where a sample is empty or holds no finite number
 */
export function histogram(
  samples: Numbers | Readonly<Record<string, Numbers>>,
  options: HistogramOptions = {},
): Figure {
  const named = isNumbers(samples) ? [[undefined, samples] as const] : Object.entries(samples);
  const lists = named.map(([name, s]) => ({ name, all: values(`histogram: '${name ?? 'samples'}'`, s) }));
  const all = lists.flatMap((l) => l.all);
  const range = extent(all);
  if (!range) throw new Error('histogram: no finite number among the samples: nothing to count');
  const thresholds = edges(range, options.bins ?? 40);
  const data = lists.map(({ name, all: sample }, i): BarTrace => {
    const counts = count(sample, thresholds);
    const scale = options.density ? 1 / (sum(counts.y) * counts.width) : 1;
    return {
      type: 'bar',
      ...(name === undefined ? {} : { name }),
      ...counts,
      y: counts.y.map((n) => n * scale),
      marker: { color: colour(i), line: { color: '#ffffff', width: 0.5 } },
      opacity: lists.length > 1 ? 0.6 : 0.85,
    };
  });
  const say = skipped(all.filter((v) => !Number.isFinite(v)).length, all.length, false);
  return frame(data, options, axis(options.x), axis(options.density ? 'density' : 'count'), {
    barmode: 'overlay',
    bargap: 0,
    ...(say === undefined ? {} : { annotations: [remark(say)] }),
  });
}

const isNumbers = (v: unknown): v is Numbers => Array.isArray(v) || ArrayBuffer.isView(v);
const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

/** Bin edges that cover the range; a single value gets one bin of width 1. */
function edges([from, to]: readonly [number, number], bins: number): number[] {
  if (from === to) return [from - 0.5, from + 0.5];
  return Array.from({ length: bins + 1 }, (_, i) => from + ((to - from) * i) / bins);
}

function count(sample: readonly number[], at: readonly number[]): { x: number[]; y: number[]; width: number } {
  const finite = sample.filter(Number.isFinite);
  const domain: [number, number] = [at[0]!, at[at.length - 1]!];
  const binned = bin().domain(domain).thresholds(at.slice(1, -1))(finite);
  const width = at[1]! - at[0]!;
  return { x: binned.map((_, i) => at[i]! + width / 2), y: binned.map((b) => b.length), width };
}
