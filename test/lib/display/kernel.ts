import { createRequire } from 'node:module';

/** What a running tslab was asked to send. */
export interface Sent {
  readonly data: Record<string, unknown>;
  readonly id: string;
  readonly update: boolean;
}

interface TslabJupyter {
  lastWriteDisplayData?: unknown;
}
interface TslabMessage {
  data: Record<string, unknown>;
  transient: { display_id: string };
}

/** The installed tslab's own module, as a running kernel would have it loaded. */
export const jupyter = createRequire(__filename)('tslab/dist/jupyter.js') as TslabJupyter;

/**
 * Calls f as if it ran in a cell of tslab, and gives what was sent.
 * @param internal false: a tslab that has no writer of whole bundles; null: one that runs without Jupyter
 */
export async function inKernel(f: () => unknown, internal: boolean | null = true): Promise<Sent[]> {
  const sent: Sent[] = [];
  const before = jupyter.lastWriteDisplayData;
  const write = ({ data, transient }: TslabMessage, update?: boolean): void => {
    sent.push({ data, id: transient.display_id, update: update === true });
  };
  const publicAPI = {
    newDisplay: () => ({
      raw: (mime: string, content: unknown) => {
        sent.push({ data: { [mime]: content }, id: 'public', update: false });
      },
    }),
  };
  if (internal === false) delete jupyter.lastWriteDisplayData;
  else jupyter.lastWriteDisplayData = internal ? write : null;
  Object.assign(globalThis, { __tslab__: { require: () => publicAPI } });
  try {
    await f();
  } finally {
    jupyter.lastWriteDisplayData = before;
    Object.assign(globalThis, { __tslab__: undefined });
  }
  return sent;
}

/** Calls f and gives what it printed. */
export async function printed(f: () => unknown): Promise<string> {
  const write = process.stdout.write.bind(process.stdout);
  let text = '';
  process.stdout.write = (chunk: unknown): boolean => {
    text += String(chunk);
    return true;
  };
  try {
    await f();
  } finally {
    process.stdout.write = write;
  }
  return text;
}

/** Calls f as if somebody sat at a terminal of 60 columns, and gives what was printed. */
export async function attended(f: () => unknown): Promise<string> {
  const { CI } = process.env;
  const { isTTY, columns } = process.stdout;
  delete process.env['CI'];
  Object.assign(process.stdout, { isTTY: true, columns: 60 });
  try {
    return await printed(f);
  } finally {
    Object.assign(process.stdout, { isTTY, columns });
    if (CI !== undefined) process.env['CI'] = CI;
  }
}
