/**
 * The one place that knows tslab. Its public display sends one MIME type at a time, so a figure could not be both
 * interactive in JupyterLab and visible on GitHub; its internal `lastWriteDisplayData` (tslab/dist/jupyter.js, 1.0.22)
 * sends a whole bundle. Where that is missing we fall back to the public display, with the static picture only.
 * test/lib/display/notebook.test.ts holds the installed tslab to what is used here.
 */
import { randomUUID } from 'node:crypto';
import type { Bundle } from './bundle';

/** A place in a notebook's output; what is shown later replaces what was there. */
export type Slot = (bundle: Bundle) => void;

interface DisplayMessage {
  readonly data: Bundle;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly transient: { readonly display_id: string };
}
type Write = (message: DisplayMessage, update: boolean) => void;

interface PublicDisplay {
  newDisplay(): { raw(mime: string, content: string): void };
}

interface KernelGlobals {
  /** what tslab gives to the code of cells; its require knows the running tslab */
  readonly __tslab__?: { readonly require: (id: string) => unknown };
}

/** A new place in the output of the cell that runs; undefined where this program does not run in a notebook. */
export function openSlot(): Slot | undefined {
  const kernel = (globalThis as KernelGlobals).__tslab__;
  if (!kernel) return undefined;
  const write = bundleWriter();
  if (write === null) return undefined;
  return write ? bundleSlot(write) : singleSlot(kernel.require('tslab') as PublicDisplay);
}

/**
 * tslab's writer for the cell that ran last: null where tslab runs cells without Jupyter, undefined where this tslab
 * has no such thing. It is looked up among the loaded modules: a tslab that is installed globally hands over to one
 * beside the notebook, and this package may be able to resolve neither.
 */
function bundleWriter(): Write | null | undefined {
  const loaded = Object.values(require.cache).filter((m) =>
    /[\\/]tslab[\\/]dist[\\/]jupyter\.js$/.test(m?.filename ?? ''),
  );
  const writers = loaded.map((m) => (m!.exports as { lastWriteDisplayData?: Write | null }).lastWriteDisplayData);
  return writers.find((write) => typeof write === 'function') ?? (writers.includes(null) ? null : undefined);
}

function bundleSlot(first: Write): Slot {
  const display_id = randomUUID();
  let shown = false;
  return (data) => {
    const write = bundleWriter() ?? first; // each cell has its own
    write({ data, metadata: {}, transient: { display_id } }, shown);
    shown = true;
  };
}

/** What can stand alone, best first. */
const ALONE = ['image/svg+xml', 'image/png', 'text/html', 'text/plain'];

function singleSlot(tslab: PublicDisplay): Slot {
  const display = tslab.newDisplay();
  return (bundle) => {
    const mime = ALONE.find((m) => m in bundle);
    if (mime !== undefined) display.raw(mime, bundle[mime] as string);
  };
}
