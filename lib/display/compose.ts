import type { Annotation, Axis, Figure, Layout, Numbers, ScatterTrace, Trace } from './figure';
import { axisKey } from './figure';
import { rows } from './numbers';
import { type Labels, axis, frame, hasColourBar } from './style';

/**
 * Figures on top of one another in the first one's frame: `overlay(contour(...), scatter(...))`.
 * @throws Error where no figure is given, or one of them has several subplots
 */
export function overlay(...figures: readonly Figure[]): Figure {
  const first = figures[0];
  if (!first) throw new Error('overlay: no figure given; expected for example overlay(contour(...), scatter(...))');
  if (figures.some((f) => f.layout.xaxis2))
    throw new Error('overlay: a grid cannot be laid over: overlay first, then grid');
  const data = figures.flatMap((f) => f.data);
  const { xaxis, yaxis, title, width, height, ...more } = first.layout;
  const labels = { ...(title ? { title: title.text } : {}), width, height };
  const framed = frame(data, labels, xaxis!, yaxis!);
  const annotations = figures.flatMap((f) => f.layout.annotations ?? []);
  const images = figures.flatMap((f) => f.layout.images ?? []);
  const { margin, showlegend } = framed.layout;
  return { data, layout: { ...more, ...framed.layout, annotations, images, margin, showlegend: showlegend ?? false } };
}

/** Text at points of the data, to be laid over a figure. */
export function annotate(figure: Figure, notes: readonly { x: number; y: number; text: string }[]): Figure {
  const more = notes.map(({ x, y, text }): Annotation => ({
    text,
    x,
    y,
    xref: 'x',
    yref: 'y',
    yanchor: 'bottom',
    yshift: 4,
    showarrow: false,
  }));
  return { ...figure, layout: { ...figure.layout, annotations: [...(figure.layout.annotations ?? []), ...more] } };
}

export interface ArrowsOptions extends Labels {
  readonly x?: string;
  readonly y?: string;
  readonly name?: string;
  readonly colour?: string;
}

/**
 * Arrows from one list of points [n, 2] to another: a vector field, the moves of an optimizer.
 * @throws Error where the lists are empty, differ in length, or a point has not two coordinates
 */
export function arrows(from: readonly Numbers[], to: readonly Numbers[], options: ArrowsOptions = {}): Figure {
  const [a, b] = [rows('arrows: from', from, 2), rows('arrows: to', to, 2)];
  if (a.length !== b.length) throw new Error(`arrows: ${a.length} starts and ${b.length} ends: expected as many`);
  const join = (i: 0 | 1): number[] => a.flatMap((p, k) => [p[i]!, b[k]![i]!, NaN]);
  const color = options.colour ?? '#444444';
  const trace: ScatterTrace = {
    type: 'scatter',
    mode: 'lines+markers',
    x: join(0),
    y: join(1),
    ...(options.name === undefined ? { showlegend: false } : { name: options.name }),
    line: { color, width: 1.2 },
    marker: { symbol: 'arrow', angleref: 'previous', color, size: a.flatMap(() => [0, 8, 0]) },
  };
  return frame(
    [trace],
    { width: 520, height: 460, ...options },
    axis(options.x),
    axis(options.y, { scaleanchor: 'x' }),
  );
}

/**
 * Figures side by side, in rows of `columns` (all in one row unless said), as one figure with one legend.
 * @throws Error where no figure is given, or one of them is a grid already
 */
export function grid(figures: readonly Figure[], options: Labels & { readonly columns?: number } = {}): Figure {
  if (figures.length === 0) throw new Error('grid: no figure given; expected for example grid([figA, figB])');
  if (figures.some((f) => f.layout.xaxis2)) throw new Error('grid: one of the figures is a grid already');
  const columns = Math.min(options.columns ?? figures.length, figures.length);
  const lines = Math.ceil(figures.length / columns);
  const width = options.width ?? Math.min(960, Math.max(...figures.map((f) => f.layout.width)) * columns);
  const shrink = Math.min(1, width / columns / Math.max(...figures.map((f) => f.layout.width)));
  const height = options.height ?? Math.max(...figures.map((f) => f.layout.height)) * Math.max(shrink, 0.75) * lines;
  const cells = figures.map((f, i) =>
    cell(f, i, { column: i % columns, line: Math.floor(i / columns), columns, lines, width, height }),
  );
  const data = once(cells.flatMap((c) => c.data));
  const labels = { ...(options.title === undefined ? {} : { title: options.title }), width, height };
  const base = frame(data, labels, {}, {}).layout;
  const layout: Layout = {
    ...base,
    margin: { ...base.margin, t: base.margin.t + 22, r: 24 },
    legend: { orientation: 'h', x: 0, y: 1 + 26 / height, yanchor: 'bottom' },
    ...pick(figures[0]!.layout),
    ...(Object.assign({}, ...cells.map((c) => c.axes)) as Partial<Layout>),
    annotations: cells.flatMap((c) => c.annotations),
    images: cells.flatMap((c) => c.images),
  };
  return { data, layout };
}

const pick = ({ barmode, bargap }: Layout): Partial<Layout> => ({
  ...(barmode ? { barmode } : {}),
  ...(bargap === undefined ? {} : { bargap }),
});

/** A name that stands in several subplots stands once in the legend. */
function once(data: readonly Trace[]): Trace[] {
  const seen = new Set<string>();
  return data.map((t) => {
    if (t.type === 'heatmap' || t.name === undefined || t.showlegend === false) return t;
    const known = seen.has(t.name);
    seen.add(t.name);
    return known ? { ...t, showlegend: false } : t;
  });
}

interface Place {
  readonly column: number;
  readonly line: number;
  readonly columns: number;
  readonly lines: number;
  readonly width: number;
  readonly height: number;
}

interface Cell {
  readonly data: Trace[];
  readonly axes: Readonly<Record<string, Axis>>;
  readonly annotations: Annotation[];
  readonly images: NonNullable<Layout['images']>;
}

/** One figure of a grid: its axes renamed and moved to its part of the plot area. */
function cell(f: Figure, i: number, p: Place): Cell {
  const [x, y] = i === 0 ? ['x', 'y'] : [`x${i + 1}`, `y${i + 1}`];
  const bar = f.data.some(hasColourBar);
  const gap = { x: 70 / p.width, y: 84 / p.height };
  const share = { x: (1 - gap.x * (p.columns - 1)) / p.columns, y: (1 - gap.y * (p.lines - 1)) / p.lines };
  const left = p.column * (share.x + gap.x);
  const right = left + share.x - (bar ? 62 / p.width : 0);
  const bottom = (p.lines - 1 - p.line) * (share.y + gap.y);
  const top = bottom + share.y;
  const inX = (v: number): number => left + v * (right - left);
  const inY = (v: number): number => bottom + v * (top - bottom);
  const move = (a: Annotation): Annotation =>
    a.xref === 'paper' ? { ...a, x: inX(a.x), y: inY(a.y) } : { ...a, xref: x, yref: y };
  const title: Annotation[] = f.layout.title
    ? [
        {
          text: f.layout.title.text,
          x: (left + right) / 2,
          y: top,
          xref: 'paper',
          yref: 'paper',
          xanchor: 'center',
          yanchor: 'bottom',
          yshift: 4,
          showarrow: false,
          font: { size: 14 },
        },
      ]
    : [];
  const colorbar = { x: right + 8 / p.width, y: (bottom + top) / 2, len: top - bottom };
  const anchor = (a: Axis): Axis => (a.scaleanchor ? { ...a, scaleanchor: x } : a);
  return {
    data: f.data.map((t) => onAxes(t, x, y, colorbar)),
    axes: {
      [axisKey(x)]: { ...f.layout.xaxis, domain: [left, right], anchor: y },
      [axisKey(y)]: { ...anchor(f.layout.yaxis ?? {}), domain: [bottom, top], anchor: x },
    },
    annotations: [...(f.layout.annotations ?? []).map(move), ...title],
    images: (f.layout.images ?? []).map((image) => ({ ...image, xref: x, yref: y })),
  };
}

function onAxes(t: Trace, xaxis: string, yaxis: string, at: { x: number; y: number; len: number }): Trace {
  if (t.type === 'heatmap') return { ...t, xaxis, yaxis, colorbar: { ...t.colorbar, ...at } };
  if (t.type === 'bar' || !hasColourBar(t)) return { ...t, xaxis, yaxis };
  return { ...t, xaxis, yaxis, marker: { ...t.marker, colorbar: { ...t.marker?.colorbar, ...at } } };
}
