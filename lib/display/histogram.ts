import { bin } from 'd3-array';
import type { Figure } from './figure';
import { frame } from './frame';
import { extent, linspace, skipped, sum, values } from './numbers';
import { type Labels, PAPER, axis, colour } from './style';
import type { BarTrace, Numbers } from './traces';

export interface HistogramOptions extends Labels {
  /** what the values are, with the unit */
  readonly x?: string;
  /** number of bins between the least and the greatest value; 40 unless said */
  readonly bins?: number;
  /** heights that integrate to 1, to lie under a density; counts unless said */
  readonly density?: boolean;
  /** instead of the palette, in the order of the samples */
  readonly colours?: readonly string[];
}

/**
 * How often values fall in bins of equal width; several samples share the bins.
 * Values that are not finite are left out, and the figure says how many.
 * @throws Error where a sample is empty, or no value is finite
 */
export function histogram(
  samples: Numbers | Readonly<Record<string, Numbers>>,
  options: HistogramOptions = {},
): Figure {
  const lists = isNumbers(samples)
    ? [{ values: values('histogram: samples', samples) }]
    : Object.entries(samples).map(([name, s]) => ({ name, values: values(`histogram: '${name}'`, s) }));
  const all = lists.flatMap((l) => l.values);
  const range = extent(all);
  if (!range) throw new Error('histogram: no finite number among the samples: nothing to count');
  const edges = range[0] === range[1] ? [range[0] - 0.5, range[1] + 0.5] : linspace(...range, (options.bins ?? 40) + 1);
  const data = lists.map((sample, i): BarTrace => ({
    type: 'bar',
    ...('name' in sample ? { name: sample.name } : {}),
    ...count(sample.values, edges, options.density === true),
    marker: { color: colour(i, options.colours), line: { color: PAPER, width: 0.5 } },
    opacity: lists.length > 1 ? 0.6 : 0.85,
  }));
  const say = skipped(all.filter((v) => !Number.isFinite(v)).length, all.length);
  const y = axis(options.density ? 'density' : 'count');
  return frame(data, options, axis(options.x), y, { barmode: 'overlay', bargap: 0 }, say);
}

const isNumbers = (v: unknown): v is Numbers => Array.isArray(v) || ArrayBuffer.isView(v);

function count(
  sample: readonly number[],
  edges: readonly number[],
  density: boolean,
): Pick<BarTrace, 'x' | 'y' | 'width'> {
  const width = edges[1]! - edges[0]!;
  const bins = bin()
    .domain([edges[0]!, edges[edges.length - 1]!])
    .thresholds(edges.slice(1, -1))(sample.filter(Number.isFinite));
  const counts = bins.map((b) => b.length);
  const scale = density ? 1 / (Math.max(1, sum(counts)) * width) : 1;
  return { x: counts.map((_, i) => edges[i]! + width / 2), y: counts.map((n) => n * scale), width };
}
