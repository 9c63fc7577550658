import { type Annotation, type Axis, type Figure, type Layout, type LayoutImage, axisKey } from './figure';
import { frame } from './frame';
import { sum } from './numbers';
import { barLayout, once } from './overlay';
import { type Picture, pictureFigure } from './picture';
import type { Labels } from './style';
import { type Trace, hasColourBar } from './traces';

/** Pixels between a subplot and the labels of the next one, between two rows, and for a colour bar. */
const BESIDE = 12;
const GAP_Y = 84;
const COLOUR_BAR = 62;

/**
 * Figures and pictures side by side, in rows of `columns` (all in one row unless said), as one figure with one legend.
 * @throws Error where nothing is given, or one of the figures is a grid already
 */
export function grid(
  parts: readonly (Figure | Picture)[],
  options: Labels & { readonly columns?: number } = {},
): Figure {
  const figures = parts.map((p) => ('png' in p ? pictureFigure(p) : p));
  if (figures.length === 0) throw new Error('grid: nothing given; expected for example grid([figure, picture])');
  if (figures.some((f) => f.layout.xaxis2)) throw new Error('grid: one of the figures is a grid already');
  const columns = Math.min(options.columns ?? figures.length, figures.length);
  const width = options.width ?? Math.min(960, sum(figures.slice(0, columns).map((f) => f.layout.width)));
  const data = once(figures.flatMap((f) => f.data));
  const base = frame(data, { ...options, width }, {}, {}).layout;
  const head = figures.some((f) => f.layout.title) ? 24 : 0;
  const margin = {
    ...base.margin,
    l: Math.max(...figures.map((f) => f.layout.margin.l)),
    t: base.margin.t + head,
    r: 24,
    b: Math.max(...figures.map((f) => f.layout.margin.b)),
  };
  const places = arrange(figures, columns, width - margin.l - margin.r, margin.l + BESIDE);
  const height = options.height ?? margin.t + margin.b + places.height;
  const cells = figures.map((f, i) => cell(f, i, places.boxes[i]!, width - margin.l - margin.r, places.height));
  return {
    data: once(cells.flatMap((c) => c.data)),
    layout: {
      ...base,
      ...barLayout(figures),
      ...(Object.assign({}, ...cells.map((c) => c.axes)) as Partial<Layout>),
      height,
      margin,
      legend: { ...base.legend, y: 1 + (head + 4) / places.height },
      annotations: cells.flatMap((c) => c.annotations),
      images: cells.flatMap((c) => c.images),
    },
  };
}

/** Pixels from the left and from the top of the plot area. */
interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A place for each figure: columns share the width as the figures' own widths do, rows are as high as they need. */
function arrange(
  figures: readonly Figure[],
  columns: number,
  width: number,
  gap: number,
): { boxes: Box[]; height: number } {
  const size = figures.map(({ layout: { width: w, height: h, margin: m } }) => [w - m.l - m.r, h - m.t - m.b] as const);
  const inColumn = (c: number): number => Math.max(...size.filter((_, i) => i % columns === c).map(([w]) => w));
  const widest = Array.from({ length: columns }, (_, c) => inColumn(c));
  const share = (width - gap * (columns - 1)) / sum(widest);
  const inRow = (r: number): number =>
    Math.max(180, ...size.slice(r * columns, (r + 1) * columns).map(([, h]) => h * Math.min(1, share)));
  const heights = Array.from({ length: Math.ceil(figures.length / columns) }, (_, r) => inRow(r));
  const boxes = figures.map((_, i): Box => {
    const [c, r] = [i % columns, Math.floor(i / columns)];
    const left = sum(widest.slice(0, c)) * share + c * gap;
    return { left, top: sum(heights.slice(0, r)) + r * GAP_Y, width: widest[c]! * share, height: heights[r]! };
  });
  return { boxes, height: sum(heights) + GAP_Y * (heights.length - 1) };
}

interface Cell {
  readonly data: readonly Trace[];
  readonly axes: Readonly<Record<string, Axis>>;
  readonly annotations: readonly Annotation[];
  readonly images: readonly LayoutImage[];
}

/** One figure of a grid: its axes renamed and moved to its part of a plot area of width x height pixels. */
function cell(f: Figure, i: number, box: Box, width: number, height: number): Cell {
  const [x, y] = i === 0 ? ['x', 'y'] : [`x${i + 1}`, `y${i + 1}`];
  const [left, top] = [box.left / width, 1 - box.top / height];
  const right = (box.left + box.width - (f.data.some(hasColourBar) ? COLOUR_BAR : 0)) / width;
  const bottom = top - box.height / height;
  const move = (a: Annotation): Annotation =>
    a.xref === 'paper'
      ? { ...a, x: left + a.x * (right - left), y: bottom + a.y * (top - bottom) }
      : { ...a, xref: x, yref: y };
  const colorbar = { x: right + 8 / width, y: (bottom + top) / 2, len: top - bottom };
  const { xaxis = {}, yaxis = {} } = f.layout;
  const anchored = yaxis.scaleanchor ? { scaleanchor: x } : {};
  return {
    data: f.data.map((t) => onAxes(t, x, y, colorbar)),
    axes: {
      [axisKey(x)]: { ...xaxis, domain: [left, right], anchor: y },
      [axisKey(y)]: { ...yaxis, ...anchored, domain: [bottom, top], anchor: x },
    },
    annotations: [...(f.layout.annotations ?? []).map(move), ...heading(f, (left + right) / 2, top)],
    images: (f.layout.images ?? []).map((image) => ({ ...image, xref: x, yref: y })),
  };
}

/** The figure's title, above its subplot. */
function heading(f: Figure, x: number, y: number): Annotation[] {
  if (!f.layout.title) return [];
  const place = { x, y, xref: 'paper', yref: 'paper', xanchor: 'center', yanchor: 'bottom', yshift: 4 } as const;
  return [{ ...place, text: f.layout.title.text, showarrow: false, font: { size: 14 } }];
}

function onAxes(t: Trace, xaxis: string, yaxis: string, at: { x: number; y: number; len: number }): Trace {
  if (t.type === 'heatmap') return { ...t, xaxis, yaxis, colorbar: { ...t.colorbar, ...at } };
  if (t.type === 'bar' || !hasColourBar(t)) return { ...t, xaxis, yaxis };
  return { ...t, xaxis, yaxis, marker: { ...t.marker, colorbar: { ...t.marker?.colorbar, ...at } } };
}
