import { interpolateViridis } from 'd3-scale-chromatic';
import type { Axis } from './figure';
import type { ColourBar, ColourScale, MarkerSymbol } from './traces';

/** Okabe and Ito's eight colours, told apart by colour-blind eyes; the pale yellow, hard to see on white, last. */
export const PALETTE: readonly string[] = [
  '#0072B2',
  '#D55E00',
  '#009E73',
  '#CC79A7',
  '#E69F00',
  '#56B4E9',
  '#000000',
  '#F0E442',
];
const SYMBOLS: readonly MarkerSymbol[] = ['circle', 'square', 'diamond', 'triangle-up', 'x', 'cross'];

/** The colour of the i-th thing in a figure; one's own colours first where there are any. */
export const colour = (i: number, own: readonly string[] = []): string => own[i] ?? PALETTE[i % PALETTE.length]!;
/** Beyond eight classes the colours come again with another symbol. */
export const symbol = (i: number): MarkerSymbol => SYMBOLS[Math.floor(i / PALETTE.length) % SYMBOLS.length]!;

/** Viridis (van der Walt and Smith, matplotlib 2015): even in lightness, readable in grey and to colour-blind eyes. */
export const VIRIDIS: ColourScale = Array.from({ length: 11 }, (_, i) => [i / 10, interpolateViridis(i / 10)]);

export const INK = '#222222';
export const GREY = '#666666';
export const RULE = '#777777';
export const GRID = '#e4e4e4';
export const PAPER = '#ffffff';
export const FONT = { family: 'Helvetica, Arial, "DejaVu Sans", sans-serif', size: 13, color: INK };

/** What every builder takes. */
export interface Labels {
  readonly title?: string;
  /** pixels */
  readonly width?: number;
  readonly height?: number;
}

/** A key to a scale of colours, with what the colours mean over it. */
export const colourBarNamed = (name: string | undefined): ColourBar => ({
  thickness: 14,
  ...(name === undefined ? {} : { title: { text: name, font: { size: 12 } } }),
});

/** An axis in the house style, with whatever is said about it. */
export const axis = (title: string | undefined, more: Axis = {}): Axis => ({
  showline: true,
  linecolor: RULE,
  gridcolor: GRID,
  zeroline: false,
  ticks: 'outside',
  automargin: true,
  ...(title === undefined ? {} : { title: { text: title, font: { size: 14 } } }),
  ...more,
});
