import { type Axis, type Figure, type Layout, axisKey } from './figure';
import { remark } from './frame';
import { extent } from './numbers';
import type { Trace } from './traces';

/** Figures of which one is seen at a time: a slider or a button changes to another. */
export interface Animation {
  readonly frames: readonly Figure[];
  /** what the slider moves, with its unit: 'mean of p_g' */
  readonly slider: string;
  /** where the slider stands in each frame */
  readonly values: readonly string[];
  /** the frame seen first, and the only one in a static picture */
  readonly start: number;
  /** how long a frame is seen while it plays */
  readonly milliseconds: number;
}

export interface AnimationOptions {
  /** what the slider moves, with its unit: 'mean of p_g', 'step' */
  readonly slider: string;
  /** index of the frame seen first, and the only one on GitHub; the last unless said */
  readonly start?: number;
  /** how long a frame is seen while it plays; 120 unless said */
  readonly milliseconds?: number;
}

/**
 * One figure for each value of something that a reader moves: `animation([0, 1, 2], (mean) => curves(...), { slider:
 * 'mean' })`. All frames get the same axes, from all of their data where a builder set no range. A category axis, such
 * as that of bars with names, is kept as it is.
 * @throws Error where there are no values or one of them twice, `start` is none of them, or frames differ in their traces
 */
export function animation<T extends number | string>(
  values: readonly T[],
  figureOf: (value: T, index: number) => Figure,
  options: AnimationOptions,
): Animation {
  const { slider, start = values.length - 1, milliseconds = 120 } = options;
  if (values.length === 0) throw new Error('animation: no values; expected at least one, for example [0, 1, 2]');
  if (!(start in values))
    throw new Error(`animation: start is ${start}: expected an index from 0 to ${values.length - 1}`);
  const twice = values.find((v, i) => values.indexOf(v) < i);
  if (twice !== undefined)
    throw new Error(`animation: ${twice} is there twice: the slider could not tell its frames apart`);
  const drawn = values.map(figureOf);
  const kinds = ({ data }: Figure): string => data.map((t) => t.type).join(', ');
  const other = drawn.findIndex((f) => kinds(f) !== kinds(drawn[start]!));
  if (other >= 0)
    throw new Error(
      `animation: the frame of ${values[other]} has the traces ${kinds(drawn[other]!)}: expected ${kinds(drawn[start]!)}, as in every frame`,
    );
  const axes = commonAxes(drawn, drawn[start]!.layout);
  const { width, height, margin } = drawn[start]!.layout;
  const frames = drawn.map((f) => ({ ...f, layout: { ...f.layout, ...axes(f.layout), width, height, margin } }));
  return { frames, slider, values: values.map(String), start, milliseconds };
}

/** The axes of a layout, each with a range that shows the data of all frames. */
function commonAxes(frames: readonly Figure[], shown: Layout): (own: Layout) => Partial<Layout> {
  const ids = Object.keys(shown).filter((key) => /^[xy]axis\d*$/.test(key)).map((key) => key.replace('axis', '')); // prettier-ignore
  const ranges = new Map(ids.map((id) => [id, rangeOf(frames, id, shown[axisKey(id)] ?? {})]));
  return (own) =>
    Object.fromEntries(
      ids.map((id) => {
        const range = ranges.get(id);
        return [axisKey(id), { ...own[axisKey(id)], ...(range ? { range } : {}) }];
      }),
    );
}

function rangeOf(frames: readonly Figure[], id: string, axis: Axis): readonly [number, number] | undefined {
  if (axis.range || axis.type === 'category') return axis.range;
  const log = axis.type === 'log';
  const seen = frames.flatMap((f) => f.data.flatMap((t) => coordinates(t, id)));
  const found = extent(log ? seen.filter((v) => v > 0).map(Math.log10) : seen);
  if (!found) return undefined;
  const [least, greatest] = found;
  const room = 0.04 * (greatest - least || 1);
  return [least === 0 && !log ? 0 : least - room, greatest + room];
}

/** What a trace shows along an axis, if it stands on it. */
function coordinates(t: Trace, id: string): readonly number[] {
  const along = id[0] as 'x' | 'y';
  if ((t[`${along}axis`] ?? along) !== id) return [];
  const numbers = (t[along] as readonly (number | string)[]).filter((v): v is number => typeof v === 'number');
  if (t.type !== 'bar') return numbers;
  if (along === 'y') return [0, ...numbers];
  const half = (t.width ?? 0) / 2;
  return numbers.flatMap((v) => [v - half, v + half]);
}

/** Room below the plot for the slider, pixels. */
const CONTROLS = 92;

/** plotly's data, layout and frames: the frames hold only what differs from the one seen first. */
export function plotlyFrames(a: Animation, drawn: readonly Figure[]): { figure: Figure; frames: unknown[] } {
  const { data, layout } = drawn[a.start]!;
  const margin = { ...layout.margin, b: layout.margin.b + CONTROLS };
  const figure = { data, layout: { ...layout, margin, height: layout.height + CONTROLS, ...controls(a) } };
  const words = ({ layout: { title, annotations = [] } }: Figure) => ({ ...(title ? { title } : {}), annotations });
  const frames = drawn.map((f, i) => ({
    name: a.values[i],
    data: f.data.map((t, k) => difference(t, data[k]!)),
    layout: words(f),
  }));
  return { figure, frames };
}

const difference = (t: Trace, base: Trace): object => ({
  type: t.type,
  ...Object.fromEntries(
    Object.entries(t).filter(([key, v]) => JSON.stringify(v) !== JSON.stringify(base[key as keyof Trace])),
  ),
});

/** plotly's slider and its button, below the plot. */
function controls({ slider, values, start, milliseconds }: Animation): object {
  const at = (duration: number) => ({ mode: 'immediate', frame: { duration, redraw: true }, transition: { duration: 0 } }); // prettier-ignore
  const steps = values.map((label) => ({ label, method: 'animate', args: [[label], at(0)] }));
  const button = (label: string, args: unknown[]) => ({ label, method: 'animate', args });
  return {
    sliders: [{ active: start, currentvalue: { prefix: `${slider}: ` }, x: 0.16, len: 0.84, pad: { t: 56 }, steps }],
    updatemenus: [
      {
        type: 'buttons',
        direction: 'left',
        showactive: false,
        x: 0,
        y: 0,
        xanchor: 'left',
        yanchor: 'top',
        pad: { t: 80 },
        buttons: [button('▶', [null, { ...at(milliseconds), fromcurrent: true }]), button('❚❚', [[null], at(0)])],
      },
    ],
  };
}

/** The frame seen first, saying that there are others. */
export function still({ frames, slider, values, start }: Animation): Figure {
  return remark(
    frames[start]!,
    `${slider}: ${values[start]}; one of ${frames.length} frames, with a slider in JupyterLab`,
  );
}
