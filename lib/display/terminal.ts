import { mkdtempSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { still } from './animation';
import { type Showable, plotlyJSON, small } from './bundle';
import type { Figure } from './figure';

interface NodePlotLib {
  plot(data: unknown, layout: unknown, config: unknown): void;
}

/** Whether somebody sits at this program's terminal. */
export const attended = (): boolean => process.stdout.isTTY && !process.env['CI'];

/**
 * Shows something from a script: a figure in nodeplotlib's page where somebody sits at the terminal, else it and a
 * picture as a file whose name is printed, a table as text.
 */
export function showInTerminal(what: Showable): void {
  if ('html' in what) console.log(what.text);
  else if ('png' in what) write(what.title ?? 'picture', 'png', what.png);
  else if ('svg' in what) write(what.text, 'svg', what.svg);
  else showFigure('frames' in what ? still(what) : what);
}

function showFigure(figure: Figure): void {
  const plotter = attended() ? nodeplotlib() : undefined;
  if (plotter) {
    const { data, layout, config } = JSON.parse(plotlyJSON(figure)) as Record<string, unknown>;
    plotter.plot(data, layout, config);
    return;
  }
  write(figure.layout.title?.text ?? 'figure', 'svg', small(figure).svg);
  if (attended()) console.log('to see figures in the browser: npm install nodeplotlib');
}

/** nodeplotlib as the script's folder has it installed; undefined where it has not. */
function nodeplotlib(): NodePlotLib | undefined {
  const find = createRequire(join(process.cwd(), 'script.js'));
  try {
    find.resolve('nodeplotlib');
  } catch {
    return undefined;
  }
  return find('nodeplotlib') as NodePlotLib;
}

let folder: string | undefined;
let count = 0;

function write(title: string, extension: 'svg' | 'png', content: string | Buffer): void {
  folder ??= mkdtempSync(join(tmpdir(), 'saddlepoint-'));
  const words = title.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const path = join(folder, [(count += 1), ...words.slice(0, 6)].join('-') + `.${extension}`);
  writeFileSync(path, content);
  console.log(`${extension === 'svg' ? 'figure' : 'picture'} written to ${path}`);
}
