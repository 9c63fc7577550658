/** Any list of numbers that can be drawn: an array, or the typed array that a tensor's data() gives. */
export type Numbers = ArrayLike<number>;

export type Trace = ScatterTrace | BarTrace | HeatmapTrace;

/** [position in 0..1, CSS colour], rising from 0 to 1. */
export type ColourScale = readonly (readonly [number, string])[];

interface Common {
  /** 'x', 'x2', ...: which subplot; the first when absent */
  readonly xaxis?: string;
  readonly yaxis?: string;
  readonly name?: string;
  readonly showlegend?: boolean;
}

export interface Line {
  readonly color?: string;
  /** pixels */
  readonly width?: number;
  readonly dash?: 'solid' | 'dash' | 'dot' | 'dashdot';
}

export type MarkerSymbol = 'circle' | 'square' | 'diamond' | 'cross' | 'x' | 'triangle-up' | 'star' | 'arrow';

export interface ColourBar {
  readonly title?: { readonly text: string; readonly font: { readonly size: number } };
  /** left edge, middle and length as fractions of the figure's plot area */
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

export interface ScatterTrace extends Common {
  readonly type: 'scatter';
  readonly mode: 'lines' | 'markers' | 'lines+markers';
  readonly x: readonly number[];
  /** A point that is not finite interrupts a line. */
  readonly y: readonly number[];
  readonly hoverinfo?: 'skip';
  readonly line?: Line;
  readonly marker?: Marker;
  readonly opacity?: number;
}

export interface BarTrace extends Common {
  readonly type: 'bar';
  readonly x: readonly string[] | readonly number[];
  readonly y: readonly number[];
  /** width of one bar in units of x; bars share the space between names when absent */
  readonly width?: number;
  readonly marker?: Pick<Marker, 'color' | 'line'>;
  readonly opacity?: number;
}

export interface HeatmapTrace extends Common {
  readonly type: 'heatmap';
  /** cell centres, evenly spaced and rising */
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** z[j][i] is the value at (x[i], y[j]) */
  readonly z: readonly (readonly number[])[];
  /** 'best': colours run smoothly from cell to cell; false: one flat colour a cell */
  readonly zsmooth: 'best' | false;
  readonly colorscale: ColourScale;
  readonly zmin: number;
  readonly zmax: number;
  readonly colorbar?: ColourBar;
}

/** Whether the trace needs a key to its colours beside the plot. */
export const hasColourBar = (t: Trace): boolean =>
  t.type === 'heatmap' || (t.type === 'scatter' && t.marker?.showscale === true);

/** The one colour of a trace that has one. */
export const colourOf = (t: Trace): string | undefined => {
  if (t.type === 'heatmap') return undefined;
  const marker = typeof t.marker?.color === 'string' ? t.marker.color : undefined;
  return t.type === 'scatter' && t.mode !== 'markers' ? (t.line?.color ?? marker) : marker;
};
