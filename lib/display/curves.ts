import type { Axis, Figure, Line, Numbers, ScatterTrace } from './figure';
import { skipped, values } from './numbers';
import { type Labels, axis, colour, frame, remark } from './style';

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
}

/**
 * Curves in one frame: `curves({ D: losses, G: { x: steps, y: losses } }, { x: 'step', y: 'loss (nats)' })`.
 * Points that are not finite (or not positive on a log axis) are left out, and the figure says how many.
 * @throws Error where a curve is empty, or its x and y differ in length
 */
export function curves(series: Readonly<Record<string, Curve>>, options: CurvesOptions = {}): Figure {
  const names = Object.keys(series);
  if (names.length === 0) throw new Error('curves: nothing to draw; expected for example curves({ loss: [1, 0.5] })');
  const data = names.map((name, i) => trace(name, series[name]!, i));
  const log = (a: 'x' | 'y'): boolean =>
    options.log === a || options.log === 'xy' || (a === 'y' && options.log === true);
  const type = (a: 'x' | 'y'): Axis => (log(a) ? { type: 'log' } : {});
  const drawn = (v: number, onLog: boolean): boolean => Number.isFinite(v) && (!onLog || v > 0);
  const bad = data.map((t) => t.x.filter((x, i) => !drawn(x, log('x')) || !drawn(t.y[i]!, log('y'))).length);
  const say = skipped(sum(bad), sum(data.map((t) => t.x.length)), log('x') || log('y'));
  return frame(data, options, axis(options.x, type('x')), axis(options.y, type('y')), {
    ...(say === undefined ? {} : { annotations: [remark(say)] }),
  });
}

function trace(name: string, curve: Curve, i: number): ScatterTrace {
  const own = 'y' in curve;
  const y = values(`curves: '${name}'`, own ? curve.y : curve);
  const x = own ? values(`curves: '${name}'.x`, curve.x) : y.map((_, step) => step);
  if (x.length !== y.length) throw new Error(`curves: '${name}' has ${x.length} x for ${y.length} y: expected as many`);
  const mode = own ? (curve.mode ?? 'lines') : 'lines';
  return {
    type: 'scatter',
    mode,
    name,
    x,
    y,
    line: { color: colour(i), width: 2, dash: own ? (curve.dash ?? 'solid') : 'solid' },
    ...(mode === 'lines' ? {} : { marker: { color: colour(i), size: 6 } }),
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
