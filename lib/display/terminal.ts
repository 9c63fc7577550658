import { mkdtempSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plotlyJSON } from './bundle';
import type { Figure } from './figure';
import type { Picture } from './picture';
import { renderSVG } from './static/svg';

interface NodePlotLib {
  plot(data: unknown, layout: unknown, config: unknown): void;
}

/** A figure from a script: nodeplotlib's page where somebody sits at the terminal, else a file whose name is printed. */
export function figureInTerminal(figure: Figure): void {
  const somebody = process.stdout.isTTY && !process.env['CI'];
  const plotter = somebody ? nodeplotlib() : undefined;
  if (plotter) {
    const { data, layout, config } = JSON.parse(plotlyJSON(figure)) as Record<string, unknown>;
    plotter.plot(data, layout, config);
    return;
  }
  const path = fileFor(figure.layout.title?.text ?? 'figure', 'svg');
  writeFileSync(path, renderSVG(figure));
  console.log(`figure written to ${path}${somebody ? '; npm install nodeplotlib to see figures in the browser' : ''}`);
}

export function pictureInTerminal(picture: Picture): void {
  const path = fileFor(picture.title ?? 'picture', 'png');
  writeFileSync(path, picture.png);
  console.log(`picture written to ${path}`);
}

/** nodeplotlib, resolved from the program that runs, which installed it or did not. */
function nodeplotlib(): NodePlotLib | undefined {
  try {
    return createRequire(join(process.cwd(), 'script.js'))('nodeplotlib') as NodePlotLib;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

let folder: string | undefined;
let count = 0;

function fileFor(title: string, extension: string): string {
  folder ??= mkdtempSync(join(tmpdir(), 'saddlepoint-'));
  const name = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return join(folder, `${(count += 1)}-${name}.${extension}`);
}
