import type { Annotation, Figure, Layout } from '../figure';
import { FONT } from '../style';
import { type BarTrace, type Trace, hasColourBar } from '../traces';
import { axes, gridLines } from './axes';
import { barMarks } from './bars';
import { colourBar } from './colour-bar';
import { heatmapMarks } from './heatmap';
import { legend } from './legend';
import { scatterMarks } from './scatter';
import { type Area, type Subplot, subplots } from './subplots';
import { tag, text } from './xml';

/** The figure as a self-contained SVG document: no script, no style sheet, no outside reference. */
export const renderSVG = (figure: Figure): string =>
  svgDocument(figure.layout.width, figure.layout.height, drawFigure(figure));

export function svgDocument(width: number, height: number, ...body: readonly string[]): string {
  const font = { 'font-family': FONT.family, 'font-size': FONT.size, fill: FONT.color };
  const box = { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}` };
  return tag('svg', { ...box, ...font }, ...body);
}

let figures = 0;

/** The figure's elements, to stand in a document. */
export function drawFigure({ data, layout }: Figure): string {
  const { width, height, margin: m } = layout;
  const area = { left: m.l, right: width - m.r, top: m.t, bottom: height - m.b };
  const plots = subplots(data, layout, area);
  const clip = `plot${(figures += 1)}`; // names of clip paths must differ within a page
  const legendBottom = area.top - (layout.legend.y - 1) * (area.bottom - area.top);
  return [
    tag('rect', { width, height, fill: layout.paper_bgcolor }),
    ...plots.map((p, i) => subplot(p, layout, `${clip}-${i}`)),
    ...data.filter(hasColourBar).map((t) => colourBar(t, area)),
    layout.showlegend ? legend(data, area.left, legendBottom, area.right - area.left) : '',
    ...(layout.annotations ?? []).map((a) => note(a, plots, area)),
    layout.title ? text(layout.title.x * width, 28, layout.title.text, { size: layout.title.font.size }) : '',
  ].join('');
}

function subplot(plot: Subplot, layout: Layout, clip: string): string {
  const { x, y, traces } = plot;
  const bars = traces.filter((t): t is BarTrace => t.type === 'bar');
  const marks = [pictures(plot, layout), barMarks(bars, layout, x, y), ...traces.map((t) => marksOf(t, plot))].join('');
  const box = { x: x.from, y: y.to, width: x.to - x.from, height: y.from - y.to };
  return [
    gridLines(x, y),
    tag('clipPath', { id: clip }, tag('rect', box)),
    tag('g', { 'clip-path': `url(#${clip})` }, marks),
    axes(x, y),
  ].join('');
}

function marksOf(t: Trace, { x, y }: Subplot): string {
  if (t.type === 'heatmap') return heatmapMarks(t, x, y);
  return t.type === 'scatter' ? scatterMarks(t, x, y) : ''; // bars stand beside one another: they are drawn together
}

function pictures({ id, x, y }: Subplot, layout: Layout): string {
  const own = (layout.images ?? []).filter((i) => i.xref === `x${id}`);
  return own
    .map((i) => {
      const [left, top] = [x.at(i.x), y.at(i.y)];
      const size = { width: x.at(i.x + i.sizex) - left, height: y.at(i.y - i.sizey) - top };
      return tag('image', { x: left, y: top, ...size, href: i.source, preserveAspectRatio: 'none' });
    })
    .join('');
}

function note(a: Annotation, plots: readonly Subplot[], area: Area): string {
  const plot = plots.find((p) => `x${p.id}` === a.xref);
  const x = plot ? plot.x.at(a.x) : area.left + a.x * (area.right - area.left);
  const y = plot ? plot.y.at(a.y) : area.bottom + a.y * (area.top - area.bottom);
  if (!Number.isFinite(x) || !Number.isFinite(y)) return '';
  const size = a.font?.size ?? FONT.size;
  const baseline = { top: size, middle: size * 0.35, bottom: -2 }[a.yanchor ?? 'middle'];
  const anchor = ({ left: 'start', center: 'middle', right: 'end' } as const)[a.xanchor ?? 'center'];
  return text(x, y - (a.yshift ?? 0) + baseline, a.text, { size, anchor, fill: a.font?.color });
}
