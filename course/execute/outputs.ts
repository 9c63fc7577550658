import { type Cell, type Notebook, type Output } from '../release/notebook';
import { formatNotebook } from '../release/store';

export const MAX_NOTEBOOK = 2_000_000;
export const MAX_PICTURE = 200_000;

/** What TensorFlow's C++ and tfjs-node say of themselves on one machine, and no reader asked for. */
const LOG_LINE =
  /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+: [IWE] .*$|^[IWE]0000 .*$|^WARNING: All log messages before absl.*$|^To enable the following instructions: .*$/;

/**
 * A notebook that was run, as it is committed: no log lines, no empty output, nothing of one sitting. What a cell showed stays
 * as it was.
 * @throws Error when it would be over 2 MB, or a picture over 200 kB
 */
export function cleaned(run: Notebook): Notebook {
  const cells = run.cells.map((cell) => (cell.cell_type === 'code' ? cleanedCell(cell) : cell));
  for (const [i, cell] of cells.entries()) for (const output of cell.outputs ?? []) refuseLarge(output, i);
  const notebook = { ...run, cells };
  const bytes = Buffer.byteLength(formatNotebook(notebook));
  if (bytes > MAX_NOTEBOOK) {
    throw new Error(`with its outputs it is ${kB(bytes)}, over ${kB(MAX_NOTEBOOK)}: show fewer or smaller figures`);
  }
  return notebook;
}

function cleanedCell(cell: Cell): Cell {
  const metadata = { ...cell.metadata };
  delete metadata['execution'];
  return { ...cell, metadata, outputs: cell.outputs!.flatMap(cleanedOutput) };
}

function cleanedOutput(output: Output): Output[] {
  if (output.output_type !== 'stream') return [output];
  const lines = (output.text ?? '').split('\n');
  const text = lines.filter((line) => !LOG_LINE.test(line)).join('\n');
  return text.trim() === '' ? [] : [{ ...output, text }];
}

function refuseLarge(output: Output, index: number): void {
  for (const [mime, value] of Object.entries(output.data ?? {})) {
    if (!mime.startsWith('image/') || typeof value !== 'string') continue;
    const bytes = mime === 'image/svg+xml' ? Buffer.byteLength(value) : (value.length * 3) / 4;
    if (bytes > MAX_PICTURE) {
      throw new Error(`cell ${index + 1} shows an ${mime} of ${kB(bytes)}, over ${kB(MAX_PICTURE)}: make it smaller`);
    }
  }
}

const kB = (bytes: number): string => `${Math.ceil(bytes / 1000)} kB`;
