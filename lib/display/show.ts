import { type Showable, bundle, staticBundle } from './bundle';
import { openSlot } from './notebook';
import { readPicture } from './picture';
import { showInTerminal } from './terminal';

/**
 * Shows a figure, a picture or a table: under the cell in a notebook; from a script a figure opens in the browser
 * (where nodeplotlib is installed and somebody sits at the terminal) or is written to a file whose name is printed.
 */
export function show(what: Showable): void {
  displayArea().show(what);
}

/**
 * Shows a stored PNG picture.
 * @throws Error where the file cannot be read or is not a PNG
 */
export function showFile(path: string, title?: string): void {
  show(readPicture(path, title));
}

/** A place in the output: whatever is shown in it replaces what was there. */
export interface DisplayArea {
  show(what: Showable): void;
  /** One picture of many in a row: without interaction, so drawn fast; nothing happens outside of a notebook. */
  frame(what: Showable): void;
}

/** A new place in the output of the running cell, to be drawn in again and again. */
export function displayArea(): DisplayArea {
  const slot = openSlot();
  let interactive = false;
  return {
    show(what) {
      if (!slot) {
        showInTerminal(what);
        return;
      }
      // plotly's view in JupyterLab never draws a second figure: it must give way to another view in between
      if (interactive) slot(staticBundle(what));
      slot(bundle(what));
      interactive = true;
    },
    frame(what) {
      slot?.(staticBundle(what));
      interactive = false;
    },
  };
}
