import { type Animation, plotlyFrames, still } from './animation';
import type { Figure } from './figure';
import { extent } from './numbers';
import { type Picture, dataURI } from './picture';
import { renderSVG, svgDocument } from './static/svg';
import { escape, tag, text } from './static/xml';
import type { Table } from './table';
import { thin } from './thin';

/** The same thing in several formats, the key their MIME type; whoever shows it takes the richest it knows. */
export type Bundle = Readonly<Record<string, unknown>>;

/** A drawing of one's own: an SVG document, and what it shows in words. */
export interface Drawing {
  readonly svg: string;
  readonly text: string;
}

export type Showable = Figure | Animation | Picture | Table | Drawing;

/**
 * Points are left out until a figure is no larger than this in either format, so that a notebook with ten of them opens
 * at once. What is still larger (a photograph among the figures) is shown without plotly.
 */
export const LARGEST = 200_000;

/**
 * Everything a viewer may want. JupyterLab with plotly takes the first, also where a notebook is not trusted;
 * JupyterLab without it (in trusted notebooks), GitHub and nbconvert the picture, a terminal the words.
 */
export function bundle(what: Showable): Bundle {
  if ('png' in what) return pictureBundle(what);
  if ('html' in what) return { 'text/html': what.html, 'text/plain': what.text };
  if ('svg' in what) return { 'image/svg+xml': what.svg, 'text/plain': what.text };
  if ('frames' in what) return { ...interactive(animated(what)), ...staticBundle(what) };
  const { json, svg } = small(what);
  return { ...interactive(json), ...drawn(svg, what) };
}

const interactive = (json: string): Bundle =>
  bytes(json) > LARGEST ? {} : { 'application/vnd.plotly.v1+json': JSON.parse(json) as unknown };

/** The same without what draws itself in the page. */
export function staticBundle(what: Showable): Bundle {
  if ('frames' in what) return staticBundle(still(what));
  return 'data' in what ? drawn(small(what).svg, what) : bundle(what);
}

const drawn = (svg: string, figure: Figure): Bundle => ({ 'image/svg+xml': svg, 'text/plain': describe(figure) });

const bytes = (text: string): number => Buffer.byteLength(text);

/** The figure in both formats, with as many of its points as fit into the limit; pictures in it are never thinned. */
export function small(figure: Figure): { svg: string; json: string } {
  for (let share = 1; ; share /= 2) {
    const thinned = thin(figure, share);
    const [svg, json] = [renderSVG(thinned), plotlyJSON(thinned)];
    if (Math.max(bytes(svg), bytes(json)) <= LARGEST || share < 0.05) return { svg, json };
  }
}

/** The frames for plotly, with as many of their points as fit into the limit. */
function animated(a: Animation): string {
  for (let share = 1; ; share /= 2) {
    const thinned = a.frames.map((f) => thin(f, share));
    const { figure, frames } = plotlyFrames(a, thinned);
    const json = plotlyJSON(figure, { frames });
    if (bytes(json) <= LARGEST || share < 0.005) return json;
  }
}

/** plotly's JSON, without digits that no screen shows. */
export const plotlyJSON = ({ data, layout }: Figure, more: { readonly frames?: unknown } = {}): string =>
  JSON.stringify({ data, layout, config: { displaylogo: false }, ...more }, (_key, v: unknown) => {
    if (typeof v === 'string') return v.replace(/&/g, '&amp;').replace(/</g, '&lt;'); // plotly takes text for HTML
    return Array.isArray(v) && v.every((n): n is number => typeof n === 'number') ? rounded(v) : v;
  });

/**
 * Numbers to five digits and to as many more as their differences need; equal numbers in full, since they may have to
 * be told from those of another trace. Null where they are not finite: JSON has no NaN.
 */
function rounded(numbers: readonly number[]): (number | null)[] {
  const [least, greatest] = extent(numbers) ?? [0, 0];
  const size = Math.max(Math.abs(least), Math.abs(greatest));
  const digits = least < greatest ? 5 + Math.ceil(Math.log10(size / (greatest - least))) : 15;
  return numbers.map((v) => (Number.isFinite(v) ? Number(v.toPrecision(Math.min(15, Math.max(5, digits)))) : null));
}

function describe({ data, layout }: Figure): string {
  const names = new Set(data.flatMap((t) => (t.name === undefined ? [] : [t.name])));
  return ['Figure', layout.title?.text, [...names].join(', ')].filter(Boolean).join(': ');
}

/** The bare PNG, and where there are words to it, an SVG of both. */
function pictureBundle(picture: Picture): Bundle {
  const { png, width, height, title, labels = [] } = picture;
  const words = title === undefined ? '' : `: ${title}`;
  const worded = title !== undefined || labels.length > 0;
  return {
    ...(worded ? { 'image/svg+xml': pictureSVG(picture) } : {}),
    'image/png': png.toString('base64'),
    'text/plain': `Picture of ${width} x ${height} pixels${words}`,
  };
}

function pictureSVG(picture: Picture): string {
  const { width, height, title, labels = [] } = picture;
  const top = title === undefined ? 0 : 30;
  return svgDocument(
    width,
    height + top,
    tag('rect', { width, height: height + top, fill: '#ffffff' }),
    title === undefined ? '' : text(2, 20, title, { size: 15 }),
    tag('image', { y: top, width, height, href: dataURI(picture) }),
    ...labels.map((l) => text(l.x, l.y + top + 4, l.text, { size: 11, anchor: 'middle' })),
  );
}

/** A page that stands alone: plotly's program, the figure, nothing from elsewhere. */
export function page(figure: Figure, plotly: string): string {
  const json = plotlyJSON(figure); // without a single <: no text of the figure can end the script
  const { title } = figure.layout;
  return (
    `<!doctype html><meta charset="utf-8"><title>${escape(title?.text ?? 'Figure')}</title><div id="figure"></div>` +
    `<script>${plotly}</script><script>const f=${json};Plotly.newPlot('figure',f.data,f.layout,f.config)</script>`
  );
}
