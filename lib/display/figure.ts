import type { Trace } from './traces';

/**
 * A figure is plotly's JSON, cut down to what this library draws: https://plotly.com/javascript/reference. The same
 * object is drawn by plotly in JupyterLab and by our own SVG renderer everywhere else.
 */
export interface Figure {
  readonly data: readonly Trace[];
  readonly layout: Layout;
}

interface Text {
  readonly text: string;
  readonly font: { readonly size: number };
}

export interface Axis {
  readonly title?: Text;
  readonly type?: 'linear' | 'log' | 'category';
  /** what is seen, [first, last]; powers of ten on a log axis; found from the data when absent */
  readonly range?: readonly [number, number];
  /** which part of the plot area the axis takes, in 0..1 */
  readonly domain?: readonly [number, number];
  readonly anchor?: string;
  /** one unit is as long here as on that axis */
  readonly scaleanchor?: string;
  readonly visible?: boolean;
  readonly zeroline?: boolean;
  readonly showgrid?: boolean;
  readonly gridcolor?: string;
  readonly linecolor?: string;
  readonly showline?: boolean;
  readonly ticks?: 'outside';
  readonly tickvals?: readonly number[];
  readonly ticktext?: readonly string[];
  /** degrees, clockwise */
  readonly tickangle?: number;
  /** plotly widens the margin where labels need it */
  readonly automargin?: boolean;
  readonly exponentformat?: 'power';
  /** powers of ten between two ticks of a log axis */
  readonly dtick?: number;
}

/** Text at a point of the data (xref 'x') or of the plot area (xref 'paper', 0..1 from the lower left). */
export interface Annotation {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly xref: string;
  readonly yref: string;
  readonly xanchor?: 'left' | 'center' | 'right';
  readonly yanchor?: 'top' | 'middle' | 'bottom';
  /** pixels up */
  readonly yshift?: number;
  readonly showarrow: false;
  readonly font?: { readonly size?: number; readonly color?: string };
}

/** A picture laid over a rectangle of the data, (x, y) its upper left corner. */
export interface LayoutImage {
  readonly source: string;
  readonly x: number;
  readonly y: number;
  readonly sizex: number;
  readonly sizey: number;
  readonly xref: string;
  readonly yref: string;
  readonly sizing: 'stretch';
  readonly layer: 'below';
}

/** `xaxis`, `yaxis`, and for further subplots `xaxis2`, `yaxis2`, ... */
type Axes = Readonly<Partial<Record<`${'x' | 'y'}axis${number | ''}`, Axis>>>;

export interface Layout extends Axes {
  readonly title?: Title;
  /** pixels */
  readonly width: number;
  readonly height: number;
  readonly margin: { readonly l: number; readonly r: number; readonly t: number; readonly b: number };
  readonly annotations?: readonly Annotation[];
  readonly images?: readonly LayoutImage[];
  readonly barmode?: 'group' | 'overlay';
  readonly bargap?: number;
  readonly showlegend: boolean;
  readonly legend: { readonly orientation: 'h'; readonly x: number; readonly y: number; readonly yanchor: 'bottom' };
  readonly font: { readonly family: string; readonly size: number; readonly color: string };
  readonly paper_bgcolor: string;
  readonly plot_bgcolor: string;
}

interface Title extends Text {
  readonly x: number;
  readonly xanchor: 'left';
  readonly y: number;
  readonly yanchor: 'top';
  readonly pad: { readonly t: number };
}

/** `x2` -> `xaxis2`: the name under which a layout keeps an axis. */
export const axisKey = (id: string): keyof Axes => `${id[0] as 'x' | 'y'}axis${id.slice(1) as ''}`;
