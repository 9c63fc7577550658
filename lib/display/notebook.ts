/**
 * The one place that knows tslab. Its public display sends one MIME type at a time, so a figure could not be both
 * interactive in JupyterLab and visible on GitHub; its internal `lastWriteDisplayData` (tslab/dist/jupyter.js, 1.0.22)
 * sends a whole bundle. Where that is missing we fall back to the public display with the static picture.
 * test/lib/display/notebook.test.ts holds the installed tslab to what is used here.
 */
import { randomUUID } from 'node:crypto';

/** The same thing in several formats, the key their MIME type; a reader shows the richest it knows. */
export type Bundle = Readonly<Record<string, unknown>>;

/** A place in a notebook's output; what is shown later replaces what was there. */
export type Slot = (bundle: Bundle) => void;

interface DisplayMessage {
  readonly data: Bundle;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly transient: { readonly display_id: string };
}
type Write = (message: DisplayMessage, update: boolean) => void;

interface PublicDisplay {
  newDisplay(): { raw(mime: string, content: string | Uint8Array): void };
}

interface KernelGlobals {
  readonly __tslab__?: { readonly require: (id: string) => unknown };
}

/** A new place in the output of the cell that runs; undefined where no notebook is running this program. */
export function openSlot(): Slot | undefined {
  const kernel = (globalThis as KernelGlobals).__tslab__;
  if (!kernel) return undefined;
  const write = internalWrite();
  if (write === null) return undefined;
  return write ? bundleSlot(write) : singleSlot(kernel.require('tslab') as PublicDisplay);
}

/**
 * tslab's writer for the cell that ran last: null when tslab runs without Jupyter, undefined when this tslab has no
 * such thing. The running kernel's modules are looked up among the loaded ones, since a tslab installed globally hands
 * over to one found beside the notebook, and neither need be one that we could resolve.
 */
function internalWrite(): Write | null | undefined {
  const loaded = Object.values(require.cache).filter((m) =>
    /[\\/]tslab[\\/]dist[\\/]jupyter\.js$/.test(m?.filename ?? ''),
  );
  const found = loaded.map((m) => (m!.exports as { lastWriteDisplayData?: Write | null }).lastWriteDisplayData);
  return found.find((write) => typeof write === 'function') ?? (found.includes(null) ? null : undefined);
}

function bundleSlot(first: Write): Slot {
  const display_id = randomUUID();
  let shown = false;
  return (data) => {
    (internalWrite() ?? first)({ data, metadata: {}, transient: { display_id } }, shown);
    shown = true;
  };
}

/** Best first, of what can stand alone. */
const STATIC = ['image/svg+xml', 'image/png', 'text/html', 'text/plain'];

function singleSlot(tslab: PublicDisplay): Slot {
  const display = tslab.newDisplay();
  return (bundle) => {
    const mime = STATIC.find((m) => m in bundle)!;
    display.raw(mime, bundle[mime] as string);
  };
}
