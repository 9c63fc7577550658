import type { Converter } from 'tslab/dist/converter';
import type { Notebook } from './notebook';

/** What the compiler says about one cell, counted from 0 among all cells. */
export interface TypeFault {
  cell: number;
  message: string;
}

/**
 * What tslab's compiler says about a notebook's cells, as the kernel would when it runs them, but without running any.
 * Imports are resolved from the working folder.
 */
export function typeFaults(notebook: Notebook): TypeFault[] {
  const converter = createConverter();
  try {
    let declared = '';
    return notebook.cells.flatMap(({ cell_type, source }, cell) => {
      if (cell_type !== 'code') return [];
      const { diagnostics, declOutput } = converter.convert(declared, source);
      if (diagnostics.length === 0) declared = declOutput ?? '';
      return diagnostics.map((d) => ({ cell, message: `line ${d.start.line + 1}: ${d.messageText}` }));
    });
  } finally {
    converter.close();
  }
}

/** tslab 1.0.22's own, which is internal to it: test/course/check.kernel.test.ts holds the installed one to this use. */
function createConverter(): Converter {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- it brings a compiler along: only where needed
  const tslab = require('tslab/dist/converter') as typeof import('tslab/dist/converter');
  return tslab.createConverter({ isJS: false, isBrowser: false });
}
