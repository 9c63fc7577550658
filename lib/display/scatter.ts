import type { Figure, Marker, Numbers, ScatterTrace } from './figure';
import { extent, rows, skipped } from './numbers';
import { type Labels, INK, VIRIDIS, axis, colour, frame, remark, symbol } from './style';

export interface ScatterOptions extends Labels {
  readonly x?: string;
  readonly y?: string;
  /** one label per point: points with the same label get the same colour and a line in the legend */
  readonly groups?: ArrayLike<number | string>;
  /** one number per point, shown as its colour */
  readonly values?: Numbers;
  /** what the colour means, beside the colour bar */
  readonly valueName?: string;
  /** diameter in pixels; 5 unless said */
  readonly size?: number;
  /** 0..1; 0.8 unless said */
  readonly opacity?: number;
  /** one unit equally long on both axes; true unless said */
  readonly equal?: boolean;
  /** [from, to] of what is seen */
  readonly xRange?: readonly [number, number];
  readonly yRange?: readonly [number, number];
}

/**
 * Points of the plane, [n, 2], coloured by class (`groups`) or by value (`values`); or several named clouds,
 * `scatter({ data, model })`. Points that are not finite are left out, and the figure says how many.
 * @throws Error where there are no points, a point has not two coordinates, or labels and points differ in number
 */
export function scatter(
  points: readonly Numbers[] | Readonly<Record<string, readonly Numbers[]>>,
  options: ScatterOptions = {},
): Figure {
  const clouds = isList(points) ? split(points, options) : Object.entries(points).map(([n, p]) => cloud(n, p));
  if (clouds.length === 0) throw new Error('scatter: nothing to draw; expected for example scatter({ data: points })');
  const data = clouds.map((c, i) => trace(c, i, clouds.length, options));
  const bad = data.flatMap((t) => t.x.filter((x, i) => !Number.isFinite(x) || !Number.isFinite(t.y[i]!))).length;
  const say = skipped(bad, clouds.flatMap((c) => c.points).length, false);
  const range = (r?: readonly [number, number]): { range?: readonly [number, number] } => (r ? { range: r } : {});
  return frame(
    data,
    { width: 520, height: 460, ...options },
    axis(options.x, range(options.xRange)),
    axis(options.y, { ...range(options.yRange), ...(options.equal === false ? {} : { scaleanchor: 'x' }) }),
    say === undefined ? {} : { annotations: [remark(say)] },
  );
}

interface Cloud {
  readonly name: string | undefined;
  readonly points: number[][];
  readonly values?: readonly number[];
}

const isList = (points: unknown): points is readonly Numbers[] => Array.isArray(points);

const cloud = (name: string | undefined, points: readonly Numbers[]): Cloud => ({
  name,
  points: rows(`scatter: ${name === undefined ? 'points' : `'${name}'`}`, points, 2),
});

function split(points: readonly Numbers[], options: ScatterOptions): Cloud[] {
  const all = cloud(undefined, points).points;
  const { groups, values } = options;
  for (const [name, list] of Object.entries({ groups, values })) {
    if (list && list.length !== all.length) {
      throw new Error(`scatter: ${list.length} ${name} for ${all.length} points: expected one for each point`);
    }
  }
  if (values) return [{ name: undefined, points: all, values: Array.from(values) }];
  if (!groups) return [{ name: undefined, points: all }];
  const labels = Array.from(groups);
  const distinct = [...new Set(labels)].sort((a, b) => String(a).localeCompare(String(b), 'en', { numeric: true }));
  return distinct.map((label) => ({ name: String(label), points: all.filter((_, i) => labels[i] === label) }));
}

function trace(c: Cloud, i: number, of: number, options: ScatterOptions): ScatterTrace {
  const marker: Marker = {
    size: options.size ?? 5,
    opacity: options.opacity ?? 0.8,
    symbol: symbol(i),
    ...(c.values
      ? byValue(c.values, options.valueName)
      : { color: of === 1 && c.name === undefined ? INK : colour(i) }),
  };
  const [x, y] = [0, 1].map((axis) => c.points.map((p) => p[axis]!)) as [number[], number[]];
  return { type: 'scatter', mode: 'markers', ...(c.name === undefined ? {} : { name: c.name }), x, y, marker };
}

function byValue(values: readonly number[], name: string | undefined): Marker {
  const [cmin, cmax] = extent(values) ?? [0, 1];
  const colorbar = { thickness: 14, ...(name === undefined ? {} : { title: { text: name } }) };
  return { color: values, colorscale: VIRIDIS, cmin, cmax, showscale: true, colorbar };
}
