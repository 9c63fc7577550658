import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Writes a file whole or not at all. */
export async function store(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.tmp`, content);
  await rename(`${path}.tmp`, path);
}

export const storeJSON = (path: string, value: unknown): Promise<void> =>
  store(path, `${JSON.stringify(value, null, 2)}\n`);

/** The content of a JSON file, or undefined where there is none. */
export async function readJSON<T>(path: string): Promise<T | undefined> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
  return text === undefined ? undefined : (JSON.parse(text) as T);
}

/** Every JSON file of a folder, by name. */
export async function readAllJSON<T>(folder: string): Promise<T[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).sort();
  return Promise.all(files.map(async (file) => JSON.parse(await readFile(join(folder, file), 'utf8')) as T));
}

/** At most this many rows of a table are kept, evenly spread and the last among them. */
const MOST_ROWS = 1000;

/**
 * Columns as CSV, numbers to five digits.
 * @throws Error when the columns differ in length
 */
export function csv(columns: Readonly<Record<string, readonly number[]>>): string {
  const names = Object.keys(columns);
  const length = columns[names[0]!]!.length;
  const odd = names.find((name) => columns[name]!.length !== length);
  if (odd) throw new Error(`Column "${odd}" has ${columns[odd]!.length} numbers, "${names[0]!}" has ${length}.`);
  const stride = Math.max(1, Math.ceil(length / MOST_ROWS));
  const lines = [names.join(',')];
  for (let i = (length - 1) % stride; i < length; i += stride) {
    lines.push(names.map((name) => Number(columns[name]![i]!.toPrecision(5))).join(','));
  }
  return `${lines.join('\n')}\n`;
}
