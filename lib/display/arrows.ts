import type { Figure } from './figure';
import { frame } from './frame';
import { rows } from './numbers';
import { type Labels, axis } from './style';
import type { Numbers, ScatterTrace } from './traces';

export interface ArrowsOptions extends Labels {
  /** what the axes show */
  readonly x?: string;
  readonly y?: string;
  /** entry in the legend */
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
    ...(options.name === undefined ? {} : { name: options.name }),
    line: { color, width: 1.2 },
    marker: {
      symbol: 'arrow',
      angleref: 'previous',
      color,
      opacity: 1,
      size: a.flatMap((p, k) => [0, head(p, b[k]!), 0]),
    },
  };
  const labels = { width: 520, height: 460, ...options };
  return frame([trace], labels, axis(options.x), axis(options.y, { scaleanchor: 'x' }));
}

/** Size of an arrow's head; what does not move has none. */
const head = (from: readonly number[], to: readonly number[]): number => (from.every((v, i) => v === to[i]) ? 0 : 12);

/** Text beside points of a figure's data. */
export function annotate(figure: Figure, notes: readonly { x: number; y: number; text: string }[]): Figure {
  const at = { xref: 'x', yref: 'y', yanchor: 'bottom', yshift: 4, showarrow: false } as const;
  const annotations = [...(figure.layout.annotations ?? []), ...notes.map((note) => ({ ...note, ...at }))];
  return { ...figure, layout: { ...figure.layout, annotations } };
}
