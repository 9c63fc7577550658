import type { Figure, Layout } from './figure';
import { frame } from './frame';
import { PALETTE } from './style';
import { type Trace, colourOf } from './traces';

/**
 * Figures on top of one another in the first one's frame: `overlay(contour(...), scatter(...))`. What has the same
 * name in two of them gets the same colour and stands once in the legend; what has another name gets another colour.
 * @throws Error where no figure is given, or one of them has several subplots
 */
export function overlay(...figures: readonly Figure[]): Figure {
  const first = figures[0];
  if (!first) throw new Error('overlay: no figure given; expected for example overlay(contour(...), scatter(...))');
  if (figures.some((f) => f.layout.xaxis2)) throw new Error('overlay: a grid cannot be laid over: overlay, then grid');
  const { xaxis, yaxis, title, width, height } = first.layout;
  const data = once(tellApart(figures));
  const labels = { width, height, ...(title ? { title: title.text } : {}) };
  const framed = frame(data, labels, xaxis!, yaxis!, {
    ...barLayout(figures),
    annotations: figures.flatMap((f) => f.layout.annotations ?? []),
    images: figures.flatMap((f) => f.layout.images ?? []),
  });
  const b = Math.max(...figures.map((f) => f.layout.margin.b)); // room for what the builders had to say
  return { ...framed, layout: { ...framed.layout, margin: { ...framed.layout.margin, b } } };
}

/** How bars stand, from the first figure that has some. */
export function barLayout(figures: readonly Figure[]): Partial<Layout> {
  const { barmode, bargap } = figures.find((f) => f.layout.barmode)?.layout ?? {};
  return { ...(barmode ? { barmode } : {}), ...(bargap === undefined ? {} : { bargap }) };
}

/** All traces, with the palette's colours given anew where two names would share one. */
function tellApart(figures: readonly Figure[]): Trace[] {
  const colours = new Map<string, string>();
  return figures.flatMap((f, k) =>
    f.data.map((t) => {
      const own = colourOf(t);
      if (own === undefined || !PALETTE.includes(own)) return t;
      const name = t.name ?? `of figure ${k}`;
      const taken = new Set(colours.values());
      const free = taken.has(own) ? (PALETTE.find((c) => !taken.has(c)) ?? own) : own;
      const given = colours.get(name) ?? free;
      colours.set(name, given);
      return given === own ? t : recoloured(t, own, given);
    }),
  );
}

function recoloured(t: Trace, from: string, to: string): Trace {
  if (t.type === 'heatmap') return t;
  const swap = <T extends { readonly color?: unknown }>(part: T): T =>
    part.color === from ? { ...part, color: to } : part;
  const marker = t.marker ? { marker: swap(t.marker) } : {};
  return t.type === 'bar' ? { ...t, ...marker } : { ...t, ...marker, ...(t.line ? { line: swap(t.line) } : {}) };
}

/** A name stands once in the legend, however many traces have it. */
export function once(data: readonly Trace[]): Trace[] {
  const seen = new Set<string>();
  return data.map((t) => {
    if (t.name === undefined || t.showlegend === false) return t;
    const known = seen.has(t.name);
    seen.add(t.name);
    return known ? { ...t, showlegend: false } : t;
  });
}
