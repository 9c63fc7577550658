import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { page, small } from './bundle';
import type { Figure } from './figure';

/**
 * Writes a figure to a file: .svg, a static picture; .html, an interactive page that needs no network (4.5 MB of it is
 * plotly, from the npm package plotly.js-dist-min, to be installed beside this one).
 * @throws Error where the name ends otherwise, plotly.js-dist-min is missing, or the file cannot be written
 */
export function saveFigure(path: string, figure: Figure): void {
  if (path.endsWith('.svg')) writeFileSync(path, small(figure).svg);
  else if (path.endsWith('.html')) writeFileSync(path, page(figure, plotly()));
  else throw new Error(`saveFigure: ${path}: expected a name that ends in .svg or .html`);
}

/** A figure as a static SVG document, for a page of one's own. */
export const svgOf = (figure: Figure): string => small(figure).svg;

function plotly(): string {
  for (const base of [join(process.cwd(), 'script.js'), __filename]) {
    try {
      return readFileSync(createRequire(base).resolve('plotly.js-dist-min'), 'utf8');
    } catch {
      continue;
    }
  }
  throw new Error('saveFigure: an .html page needs plotly: npm install plotly.js-dist-min, or save an .svg');
}
