import type { Annotation, Axis, BarTrace, Figure, Layout, Trace } from '../figure';
import { axisKey } from '../figure';
import { FONT } from '../style';
import { axes, gridLines } from './axes';
import { domainOf } from './extents';
import { colourBar, heatmapColours, heatmapMarks, markerColours } from './heatmap';
import { legend } from './legend';
import { barMarks, scatterMarks } from './marks';
import { type Scale, scale } from './scale';
import { tag, text } from './xml';

interface Area {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

interface Subplot {
  readonly id: string;
  readonly x: Scale;
  readonly y: Scale;
  readonly traces: readonly Trace[];
}

let drawn = 0;

/** The figure as a self-contained SVG document: no script, no style sheet, no outside reference. */
export function renderSVG({ data, layout }: Figure): string {
  const { width, height, margin: m } = layout;
  const area = { left: m.l, right: width - m.r, top: m.t, bottom: height - m.b };
  const plots = subplots(data, layout, area);
  const clip = `plot${(drawn += 1)}`;
  const body = [
    tag('rect', { width, height, fill: layout.paper_bgcolor ?? '#ffffff' }),
    ...plots.map((p, i) => subplot(p, layout, `${clip}-${i}`)),
    ...data.map((t) => bar(t, area, width)),
    layout.showlegend
      ? legend(data, area.left, area.top - 26 * (layout.xaxis2 ? 1 : 0) - 4, area.right - area.left)
      : '',
    ...(layout.annotations ?? []).map((a) => note(a, plots, area)),
    layout.title ? text(0.02 * width, 26, layout.title.text, { size: 17 }) : '',
  ];
  const font = { 'font-family': FONT.family, 'font-size': FONT.size, fill: FONT.color };
  const box = { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}` };
  return tag('svg', { ...box, ...font }, ...body);
}

function subplots(data: readonly Trace[], layout: Layout, area: Area): Subplot[] {
  const ids = Object.keys(layout).flatMap((k) => (/^xaxis\d*$/.test(k) ? [k.slice(5)] : []));
  return ids.map((id) => {
    const traces = data.filter((t) => (t.xaxis ?? 'x') === `x${id}`);
    const [xa, ya] = [layout[axisKey(`x${id}`)] ?? {}, layout[axisKey(`y${id}`)] ?? {}];
    const [x0, x1] = within(xa, area.left, area.right);
    const [y0, y1] = within(ya, area.bottom, area.top);
    const domains = { x: domainOf(xa, traces, 'x'), y: domainOf(ya, traces, 'y') };
    const { x, y } = ya.scaleanchor ? equal(domains, x1 - x0, y0 - y1) : domains;
    return { id, traces, x: scale(named(xa, traces), x, x0, x1), y: scale(ya, y, y0, y1) };
  });
}

const within = (axis: Axis, from: number, to: number): [number, number] => {
  const [a, b] = axis.domain ?? [0, 1];
  return [from + a * (to - from), from + b * (to - from)];
};

/** Names under bars. */
function named(axis: Axis, traces: readonly Trace[]): Axis {
  const bars = traces.find((t) => t.type === 'bar');
  if (axis.type !== 'category' || !bars) return axis;
  return { ...axis, tickvals: bars.x.map((_, i) => i), ticktext: bars.x.map(String) };
}

interface Domains {
  readonly x: [number, number];
  readonly y: [number, number];
}

/** Widens one of the domains until a unit is as long on both axes. */
function equal({ x, y }: Domains, width: number, height: number): Domains {
  const units = Math.max((x[1] - x[0]) / width, (y[1] - y[0]) / height);
  return { x: widen(x, units * width), y: widen(y, units * height) };
}

const widen = ([a, b]: readonly [number, number], length: number): [number, number] => {
  const room = (length - (b - a)) / 2;
  return [a - room, b + room];
};

function subplot({ id, x, y, traces }: Subplot, layout: Layout, clip: string): string {
  const box = { x: x.from, y: y.to, width: x.to - x.from, height: y.from - y.to };
  const images = (layout.images ?? []).filter((i) => i.xref === `x${id}`);
  const bars = traces.filter((t): t is BarTrace => t.type === 'bar');
  const marks = [
    ...images.map((i) => {
      const [left, top] = [x.at(i.x), y.at(i.y)];
      const size = { width: x.at(i.x + i.sizex) - left, height: y.at(i.y - i.sizey) - top };
      return tag('image', { x: left, y: top, ...size, href: i.source, preserveAspectRatio: 'none' });
    }),
    bars.length > 0 ? barMarks(bars, layout, x, y) : '',
    ...traces.map((t) =>
      t.type === 'scatter' ? scatterMarks(t, x, y) : t.type === 'heatmap' ? heatmapMarks(t, x, y) : '',
    ),
  ];
  return [
    tag('clipPath', { id: clip }, tag('rect', box)),
    gridLines(x, y),
    tag('g', { 'clip-path': `url(#${clip})` }, ...marks),
    axes(x, y),
  ].join('');
}

function bar(t: Trace, area: Area, width: number): string {
  const colours = t.type === 'heatmap' && t.showscale !== false ? heatmapColours(t) : undefined;
  const found = colours ?? (t.type === 'scatter' && t.marker?.showscale ? markerColours(t.marker) : undefined);
  if (!found) return '';
  const { x, y = 0.5, len = 1 } = found.bar;
  const left = x === undefined ? area.right + 12 : area.left + x * (area.right - area.left);
  const at = (v: number): number => area.bottom + v * (area.top - area.bottom);
  return colourBar(found, Math.min(left, width - 50), at(y - len / 2), at(y + len / 2));
}

function note(a: Annotation, plots: readonly Subplot[], area: Area): string {
  const plot = plots.find((p) => `x${p.id}` === a.xref);
  const x = plot ? plot.x.at(a.x) : area.left + a.x * (area.right - area.left);
  const y = plot ? plot.y.at(a.y) : area.bottom + a.y * (area.top - area.bottom);
  if (!Number.isFinite(x) || !Number.isFinite(y)) return '';
  const size = a.font?.size ?? FONT.size;
  const baseline = { top: size, middle: size * 0.35, bottom: -2 }[a.yanchor ?? 'middle'];
  const anchor = ({ left: 'start', center: 'middle', right: 'end' } as const)[a.xanchor ?? 'center'];
  const style = { size, anchor, ...(a.font?.color === undefined ? {} : { fill: a.font.color }) };
  return text(x + (a.xshift ?? 0), y - (a.yshift ?? 0) + baseline, a.text, style);
}
