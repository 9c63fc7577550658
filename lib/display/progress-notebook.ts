import type { Progress } from '../training';
import { curves } from './curves';
import { duration, stepTime, whole } from './duration';
import type { Figure } from './figure';
import { grid } from './grid';
import type { Picture } from './picture';
import { displayArea } from './show';
import { drawFigure, svgDocument } from './static/svg';
import { tag, text } from './static/xml';
import { GREY, GRID, PALETTE, PAPER } from './style';

/** Draws a training in one place of a notebook: while it runs a bar over the figure, at the end the figure alone. */
export function notebookReport(
  title: string,
): (p: Progress, picture: () => Promise<Picture | undefined>) => Promise<void> {
  const area = displayArea();
  return async (p, picture) => {
    const samples = await picture();
    const parts = [...losses(p), ...(samples ? [samples] : [])];
    if (p.done && parts.length > 0) area.show(grid(parts, { title: `${title}: ${summary(p)}` }));
    else area.frame({ svg: running(p, title, parts), text: `${title}: ${standing(p)}` });
  };
}

function losses({ history, at }: Progress): Figure[] {
  const named = Object.entries(history).filter(([, y]) => y.length > 0);
  if (named.length === 0) return [];
  const series = named.map(([name, y]) => [name, { x: at, y }] as const);
  return [curves(Object.fromEntries(series), { x: 'step', y: 'loss', width: 560, height: 400 })];
}

const perStep = (p: Progress): string => `${stepTime(p.secondsElapsed / p.step)} a step`;

export const summary = (p: Progress): string =>
  `${p.epochs} ${p.epochs === 1 ? 'epoch' : 'epochs'}, ${whole(p.steps)} steps in ${duration(p.secondsElapsed)} (${perStep(p)})`;

export const standing = (p: Progress): string =>
  [
    `epoch ${p.epoch} of ${p.epochs}`,
    `step ${whole(p.step)} of ${whole(p.steps)}`,
    `${duration(p.secondsElapsed)} so far`,
    `${duration(p.secondsLeft)} left`,
    perStep(p),
  ].join(' · ');

const HEADER = 72;

function running(p: Progress, title: string, parts: readonly (Figure | Picture)[]): string {
  const figure = parts.length > 0 ? grid(parts) : undefined;
  const [width, height] = [figure?.layout.width ?? 640, figure?.layout.height ?? 0];
  const share = p.step / p.steps;
  const bar = { x: 16, y: 36, height: 8, rx: 4 };
  return svgDocument(
    width,
    HEADER + height,
    tag('rect', { width, height: HEADER + height, fill: PAPER }),
    text(16, 25, title, { size: 16 }),
    text(width - 16, 25, `${Math.floor(100 * share)} %`, { size: 16, anchor: 'end' }),
    tag('rect', { ...bar, width: width - 32, fill: GRID }),
    tag('rect', { ...bar, width: (width - 32) * share, fill: PALETTE[0] }),
    text(16, 62, standing(p), { size: 12, fill: GREY }),
    figure ? tag('g', { transform: `translate(0 ${HEADER})` }, drawFigure(figure)) : '',
  );
}
