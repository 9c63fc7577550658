/**
 * A figure is plotly's JSON, cut down to what this library draws: https://plotly.com/javascript/reference. The same
 * object is drawn by plotly in JupyterLab and by our own SVG renderer everywhere else.
 */
export interface Figure {
  readonly data: readonly Trace[];
  readonly layout: Layout;
}

/** Any list of numbers that can be drawn: an array, or the typed array that a tensor's data() gives. */
export type Numbers = ArrayLike<number>;

export type Trace = ScatterTrace | BarTrace | HeatmapTrace;

/** [position in 0..1, CSS colour], in rising order from 0 to 1. */
export type ColourScale = readonly (readonly [number, string])[];

interface AxisPair {
  /** 'x', 'x2', ...: which subplot; the first when absent */
  readonly xaxis?: string;
  readonly yaxis?: string;
}

export interface Line {
  readonly color?: string;
  /** pixels */
  readonly width?: number;
  readonly dash?: 'solid' | 'dash' | 'dot' | 'dashdot';
}

export type MarkerSymbol = 'circle' | 'square' | 'diamond' | 'cross' | 'x' | 'triangle-up' | 'star' | 'arrow';

export interface ColourBar {
  readonly title?: Text;
  /** left edge and length as fractions of the figure's plot area */
  readonly x?: number;
  readonly y?: number;
  readonly len?: number;
  readonly thickness?: number;
}

export interface Marker {
  /** one colour, or one value per point that `colorscale` turns into a colour */
  readonly color?: string | readonly number[];
  /** pixels across */
  readonly size?: number | readonly number[];
  readonly symbol?: MarkerSymbol;
  /** 'previous': an arrow points away from the point before it */
  readonly angleref?: 'previous';
  readonly opacity?: number;
  readonly line?: Line;
  readonly colorscale?: ColourScale;
  readonly cmin?: number;
  readonly cmax?: number;
  readonly showscale?: boolean;
  readonly colorbar?: ColourBar;
}

export interface ScatterTrace extends AxisPair {
  readonly type: 'scatter';
  readonly mode: 'lines' | 'markers' | 'lines+markers';
  readonly x: readonly number[];
  /** A point that is not finite interrupts a line. */
  readonly y: readonly number[];
  readonly name?: string;
  readonly showlegend?: boolean;
  readonly hoverinfo?: 'skip';
  readonly line?: Line;
  readonly marker?: Marker;
  readonly opacity?: number;
}

export interface BarTrace extends AxisPair {
  readonly type: 'bar';
  readonly x: readonly string[] | readonly number[];
  readonly y: readonly number[];
  /** width of one bar in units of x; plotly shares out the space when absent */
  readonly width?: number;
  readonly name?: string;
  readonly showlegend?: boolean;
  readonly marker?: Pick<Marker, 'color' | 'line'>;
  readonly opacity?: number;
}

export interface HeatmapTrace extends AxisPair {
  readonly type: 'heatmap';
  /** cell centres, evenly spaced and rising */
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** z[j][i] is the value at (x[i], y[j]) */
  readonly z: readonly (readonly number[])[];
  /** 'best': colours run smoothly from cell to cell; false: one flat colour a cell */
  readonly zsmooth: 'best' | false;
  readonly colorscale: ColourScale;
  readonly zmin?: number;
  readonly zmax?: number;
  readonly showscale?: boolean;
  readonly colorbar?: ColourBar;
  readonly name?: string;
}

export interface Text {
  readonly text: string;
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
  readonly gridcolor?: string;
  readonly linecolor?: string;
  readonly showline?: boolean;
  readonly ticks?: 'outside';
  readonly tickvals?: readonly number[];
  readonly ticktext?: readonly string[];
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
  /** pixels to the right and up */
  readonly xshift?: number;
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

/** `xaxis2`, `yaxis2`, ...: the axes of further subplots. */
export type Axes = Readonly<Partial<Record<`${'x' | 'y'}axis${number | ''}`, Axis>>>;

export interface Layout extends Axes {
  readonly title?: Text & { readonly x?: number; readonly xanchor?: 'left' };
  /** pixels */
  readonly width: number;
  readonly height: number;
  readonly margin: { readonly l: number; readonly r: number; readonly t: number; readonly b: number };
  readonly annotations?: readonly Annotation[];
  readonly images?: readonly LayoutImage[];
  readonly barmode?: 'group' | 'overlay';
  readonly bargap?: number;
  readonly showlegend?: boolean;
  readonly legend?: {
    readonly orientation: 'h';
    readonly x: number;
    readonly y: number;
    readonly yanchor: 'bottom';
  };
  readonly font?: { readonly family: string; readonly size: number; readonly color: string };
  readonly paper_bgcolor?: string;
  readonly plot_bgcolor?: string;
}

/** `x2` -> `xaxis2`: the name under which a layout keeps an axis. */
export const axisKey = (id: string): keyof Axes => `${id[0] as 'x' | 'y'}axis${id.slice(1) as ''}`;
