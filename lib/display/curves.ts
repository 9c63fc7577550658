import type { Axis, Figure } from './figure';
import { frame } from './frame';
import { extent, skipped, sum, values } from './numbers';
import { type Labels, axis, colour } from './style';
import type { Line, Numbers, ScatterTrace } from './traces';

/** One curve: its heights over 0, 1, 2, ... or over its own x, and how it is drawn. */
export type Curve =
  | Numbers
  | {
      readonly x: Numbers;
      readonly y: Numbers;
      readonly dash?: NonNullable<Line['dash']>;
      readonly mode?: ScatterTrace['mode'];
    };

export interface CurvesOptions extends Labels {
  /** what the axes show, with the unit: 'step', 'loss (nats)' */
  readonly x?: string;
  readonly y?: string;
  /** true or 'y': logarithmic heights; 'x'; 'xy': both */
  readonly log?: boolean | 'x' | 'y' | 'xy';
  /** instead of the palette, in the order of the curves */
  readonly colours?: readonly string[];
}

/**
 * Curves in one frame: `curves({ D: losses, G: { x: steps, y: losses } }, { x: 'step', y: 'loss (nats)' })`.
 * Points that are not finite (or not positive on a log axis) are left out, and the figure says how many.
 * @throws Error where a curve is empty, or its x and y differ in length
 */
export function curves(series: Readonly<Record<string, Curve>>, options: CurvesOptions = {}): Figure {
  const names = Object.keys(series);
  if (names.length === 0) throw new Error('curves: nothing to draw; expected for example curves({ loss: [1, 0.5] })');
  const { log } = options;
  const [logX, logY] = [log === 'x' || log === 'xy', log === true || log === 'y' || log === 'xy'];
  const all = names.map((name) => read(name, series[name]!));
  const data = all.map((c, i) => trace(c, logX, logY, colour(i, options.colours)));
  const missing = sum(data.map((t) => t.y.filter(Number.isNaN).length));
  const say = skipped(missing, sum(data.map((t) => t.y.length)), logX || logY);
  return frame(
    data,
    options,
    axis(options.x, logX ? logAxis(data.flatMap((t) => t.x)) : {}),
    axis(options.y, logY ? logAxis(data.flatMap((t) => t.y)) : {}),
    {},
    say,
  );
}

/** Over two decades and more, ticks at powers of ten only. */
function logAxis(numbers: readonly number[]): Axis {
  const [least, greatest] = extent(numbers.filter((v) => v > 0)) ?? [1, 1];
  const decades = Math.log10(greatest / least);
  return { type: 'log', exponentformat: 'power', ...(decades < 2 ? {} : { dtick: Math.ceil(decades / 8) }) };
}

interface Read {
  readonly name: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly dash: NonNullable<Line['dash']>;
  readonly mode: ScatterTrace['mode'];
}

function read(name: string, curve: Curve): Read {
  const own = 'y' in curve;
  const y = values(`curves: '${name}'`, own ? curve.y : curve);
  const x = own ? values(`curves: '${name}'.x`, curve.x) : y.map((_, step) => step);
  if (x.length !== y.length) throw new Error(`curves: '${name}' has ${x.length} x and ${y.length} y: expected as many`);
  return { name, x, y, dash: own ? (curve.dash ?? 'solid') : 'solid', mode: own ? (curve.mode ?? 'lines') : 'lines' };
}

function trace({ name, x, y, dash, mode }: Read, logX: boolean, logY: boolean, color: string): ScatterTrace {
  const drawn = (v: number, log: boolean): boolean => Number.isFinite(v) && (!log || v > 0);
  const seen = y.map((v, i) => (drawn(x[i]!, logX) && drawn(v, logY) ? v : NaN));
  const lone = seen.map(
    (v, i) => !Number.isNaN(v) && Number.isNaN(seen[i - 1] ?? NaN) && Number.isNaN(seen[i + 1] ?? NaN),
  );
  const line = { color, width: 2, dash };
  const common = { type: 'scatter', name, x, y: seen, line } as const;
  if (mode !== 'lines') return { ...common, mode, marker: { color, size: 6 } };
  // a point without neighbours makes no line: it gets a dot
  if (!lone.includes(true)) return { ...common, mode };
  return { ...common, mode: 'lines+markers', marker: { color, opacity: 1, size: lone.map((is) => (is ? 6 : 0)) } };
}
