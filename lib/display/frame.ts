import type { Annotation, Axis, Figure, Layout } from './figure';
import { roomBelow, roomLeft } from './static/axes';
import { legendHeight, named } from './static/legend';
import { FONT, GREY, type Labels, PAPER } from './style';
import { type Trace, hasColourBar } from './traces';

/**
 * The figure that every builder ends in: white paper (legible in a dark theme too), the legend in a row above the plot
 * where there is something to tell apart, and at the lower right what had to be left out.
 */
export function frame(
  data: readonly Trace[],
  labels: Labels,
  x: Axis,
  y: Axis,
  more: Partial<Layout> = {},
  leftOut?: string,
): Figure {
  const { width = 640, height = 400, title } = labels;
  const right = data.some(hasColourBar) ? 86 : 24;
  const left = roomLeft(y, data, height - 100);
  const legend = legendHeight(data, width - left - right);
  const top = 18 + (title === undefined ? 0 : 26) + (legend === 0 ? 0 : legend + 4);
  const below = roomBelow(x, data) - 58;
  const layout: Layout = {
    width,
    height: height + Math.max(0, legend - 20) + below,
    margin: { l: left, r: right, t: top, b: 58 + below },
    ...titled(title),
    showlegend: legend > 0,
    legend: { orientation: 'h', x: 0, y: 1.01, yanchor: 'bottom' },
    font: FONT,
    paper_bgcolor: PAPER,
    plot_bgcolor: PAPER,
    xaxis: x,
    yaxis: y,
    ...more,
  };
  const shown = new Set<Trace>(named(data));
  const figure = { data: data.map((t) => (shown.has(t) ? t : { ...t, showlegend: false })), layout };
  return leftOut === undefined ? figure : remark(figure, leftOut);
}

export const titled = (title: string | undefined): Pick<Layout, 'title'> =>
  title === undefined
    ? {}
    : { title: { text: title, x: 0.02, xanchor: 'left', y: 1, yanchor: 'top', pad: { t: 12 }, font: { size: 17 } } };

const REMARK = { x: 1, y: 0, xref: 'paper', yref: 'paper', xanchor: 'right', yanchor: 'top', yshift: -62 } as const;
const isRemark = (a: Annotation): boolean => a.xref === 'paper' && a.x === 1 && a.y === 0 && a.yshift === REMARK.yshift;

/** Says something in small print at the lower right of a figure, after what is said there already. */
export function remark({ data, layout }: Figure, say: string): Figure {
  const notes = layout.annotations ?? [];
  const before = notes.find(isRemark);
  const text = before ? `${before.text}; ${say}` : say;
  const annotations: Annotation[] = [
    ...notes.filter((a) => a !== before),
    { ...REMARK, text, showarrow: false, font: { size: 11, color: GREY } },
  ];
  const room = before ? 0 : 28;
  const { margin, height } = layout;
  return { data, layout: { ...layout, annotations, height: height + room, margin: { ...margin, b: margin.b + room } } };
}
