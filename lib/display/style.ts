import { interpolateViridis } from 'd3-scale-chromatic';
import type { Annotation, Axis, ColourScale, Figure, Layout, MarkerSymbol, Trace } from './figure';

/** Okabe and Ito's eight colours, told apart by colour-blind eyes; the pale yellow, hard to see on white, last. */
export const PALETTE = [
  '#0072B2',
  '#D55E00',
  '#009E73',
  '#CC79A7',
  '#E69F00',
  '#56B4E9',
  '#000000',
  '#F0E442',
] as const;
const SYMBOLS: readonly MarkerSymbol[] = ['circle', 'square', 'diamond', 'triangle-up', 'x', 'cross'];

export const colour = (i: number): string => PALETTE[i % PALETTE.length]!;
/** Beyond eight classes the colours come again with another symbol. */
export const symbol = (i: number): MarkerSymbol => SYMBOLS[Math.floor(i / PALETTE.length) % SYMBOLS.length]!;

/** Viridis (van der Walt and Smith, matplotlib 2015): even in lightness, readable in grey and to colour-blind eyes. */
export const VIRIDIS: ColourScale = Array.from({ length: 11 }, (_, i) => [i / 10, interpolateViridis(i / 10)]);

export const INK = '#222222';
export const GRID = '#e4e4e4';
export const FONT = { family: 'Helvetica, Arial, "DejaVu Sans", sans-serif', size: 13, color: INK };

/** What every builder takes. */
export interface Labels {
  readonly title?: string;
  /** pixels; 640 x 400 unless said */
  readonly width?: number;
  readonly height?: number;
}

const axisStyle: Axis = { showline: true, linecolor: '#777777', gridcolor: GRID, zeroline: false, ticks: 'outside' };

/** An axis in the house style, with whatever is said about it. */
export const axis = (title: string | undefined, more: Axis = {}): Axis => ({
  ...axisStyle,
  ...(title === undefined ? {} : { title: { text: title } }),
  ...more,
});

/** The figure that every builder ends in: white paper, legend in a row above the plot when there is anything to tell apart. */
export function frame(data: readonly Trace[], labels: Labels, x: Axis, y: Axis, more: Partial<Layout> = {}): Figure {
  const named = data.filter((t) => t.name !== undefined && (t.type === 'heatmap' || t.showlegend !== false));
  const legend = named.some((t) => t.type !== 'heatmap');
  const bar = data.some(hasColourBar);
  const layout: Layout = {
    width: labels.width ?? 640,
    height: labels.height ?? 400,
    margin: { l: 64, r: bar ? 86 : 24, t: 18 + (labels.title === undefined ? 0 : 28) + (legend ? 24 : 0), b: 52 },
    ...(labels.title === undefined ? {} : { title: { text: labels.title, x: 0.02, xanchor: 'left' as const } }),
    showlegend: legend,
    legend: { orientation: 'h', x: 0, y: 1.01, yanchor: 'bottom' },
    font: FONT,
    paper_bgcolor: '#ffffff',
    plot_bgcolor: '#ffffff',
    xaxis: x,
    yaxis: y,
    ...more,
  };
  return { data, layout };
}

export const hasColourBar = (t: Trace): boolean =>
  t.type === 'heatmap' ? t.showscale !== false : t.type === 'scatter' && t.marker?.showscale === true;

/** A small grey remark at the lower right corner of a figure's plot area. */
export const remark = (text: string): Annotation => ({
  text,
  x: 1,
  y: 0,
  xref: 'paper',
  yref: 'paper',
  xanchor: 'right',
  yanchor: 'top',
  yshift: -36,
  showarrow: false,
  font: { size: 11, color: '#666666' },
});
