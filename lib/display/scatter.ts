import type { Axis, Figure } from './figure';
import { frame } from './frame';
import { coordinates, extent, rows, skipped } from './numbers';
import { type Labels, INK, VIRIDIS, axis, colour, colourBarNamed, symbol } from './style';
import type { Marker, Numbers, ScatterTrace } from './traces';

export interface ScatterOptions extends Labels {
  /** what the axes show */
  readonly x?: string;
  readonly y?: string;
  /** one label per point: points with the same label get the same colour and an entry in the legend */
  readonly groups?: ArrayLike<number | string>;
  /** one number per point, shown as its colour */
  readonly values?: Numbers;
  /** what that number is, beside the colour bar */
  readonly valueName?: string;
  /** instead of the palette, in the order of the groups */
  readonly colours?: readonly string[];
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
  const data = clouds.map((c, i) => trace(c, i, options));
  const all = clouds.flatMap((c) => c.points);
  const say = skipped(all.filter((p) => !p.every(Number.isFinite)).length, all.length);
  const y = { ...range(options.yRange), ...(options.equal === false ? {} : { scaleanchor: 'x' }) };
  const labels = { width: 520, height: 460, ...options };
  return frame(data, labels, axis(options.x, range(options.xRange)), axis(options.y, y), {}, say);
}

const range = (r?: readonly [number, number]): Axis => (r ? { range: r } : {});

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

function split(points: readonly Numbers[], { groups, values }: ScatterOptions): Cloud[] {
  const all = cloud(undefined, points).points;
  for (const [name, list] of Object.entries({ groups, values })) {
    if (list && list.length !== all.length) {
      throw new Error(`scatter: ${list.length} ${name} for ${all.length} points: expected one for each point`);
    }
  }
  if (values) return [{ name: undefined, points: all, values: Array.from(values) }];
  if (!groups) return [{ name: undefined, points: all }];
  const labels = Array.from(groups, String);
  const distinct = [...new Set(labels)].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  return distinct.map((name) => ({ name, points: all.filter((_, i) => labels[i] === name) }));
}

function trace(c: Cloud, i: number, options: ScatterOptions): ScatterTrace {
  const plain = c.name === undefined ? (options.colours?.[0] ?? INK) : colour(i, options.colours);
  const marker: Marker = {
    size: options.size ?? 5,
    opacity: options.opacity ?? 0.8,
    symbol: symbol(i),
    ...(c.values ? byValue(c.values, options.valueName) : { color: plain }),
  };
  const [x, y] = coordinates(c.points);
  return { type: 'scatter', mode: 'markers', ...(c.name === undefined ? {} : { name: c.name }), x, y, marker };
}

function byValue(values: readonly number[], name: string | undefined): Marker {
  const [cmin, cmax] = extent(values) ?? [0, 1];
  return { color: values, colorscale: VIRIDIS, cmin, cmax, showscale: true, colorbar: colourBarNamed(name) };
}
