import { mkdir, open, rename, rm } from 'node:fs/promises';
import * as path from 'node:path';

/**
 * Writes a file whole or not at all: into a temporary file beside it, through to the disk, then renamed. Whoever is
 * killed in the middle, the file under this name is the one from before or the new one.
 *
 * @throws when it cannot be written; the file from before is then untouched
 */
export async function writeAtomically(file: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${file}.tmp`;
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeThrough(temporary, bytes);
    await rename(temporary, file);
    await syncFolder(path.dirname(file));
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`Could not save '${file}' (${why}). A file saved there before is untouched.`);
  }
}

async function writeThrough(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'w');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes the rename itself last through a power cut; Windows has no such call for folders. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
