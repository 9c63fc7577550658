import { writeFileSync } from 'node:fs';
import { type Table, figureBundle, pictureBundle, tableBundle } from './bundle';
import type { Figure } from './figure';
import { type Bundle, openSlot } from './notebook';
import { type Picture, readPicture } from './picture';
import { renderSVG } from './static/svg';
import { figureInTerminal, pictureInTerminal } from './terminal';

export type Showable = Figure | Picture | Table;

/**
 * Shows a figure, a picture or a table: under the cell in a notebook; from a script a figure opens in the browser
 * (with nodeplotlib and a terminal) or is written to a file whose name is printed.
 */
export function show(what: Showable): void {
  displayArea().show(what);
}

/** Shows a stored PNG picture. */
export function showFile(path: string, title?: string): void {
  show(readPicture(path, title));
}

/** A place in the output: whatever is shown in it replaces what was there. */
export interface DisplayArea {
  show(what: Showable): void;
}

export function displayArea(): DisplayArea {
  const slot = openSlot();
  return {
    show: (what) => {
      if (slot) slot(bundleOf(what));
      else inTerminal(what);
    },
  };
}

function bundleOf(what: Showable): Bundle {
  if ('data' in what) return figureBundle(what);
  return 'png' in what ? pictureBundle(what) : tableBundle(what);
}

function inTerminal(what: Showable): void {
  if ('data' in what) figureInTerminal(what);
  else if ('png' in what) pictureInTerminal(what);
  else console.log(what.text);
}

/**
 * Writes a figure as a static picture (.svg).
 * @throws Error where the file's name ends otherwise
 */
export function saveFigure(path: string, figure: Figure): void {
  if (!path.endsWith('.svg')) throw new Error(`saveFigure: ${path}: expected a name that ends in .svg`);
  writeFileSync(path, renderSVG(figure));
}
