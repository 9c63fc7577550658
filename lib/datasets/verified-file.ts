import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A file whose content is known, and what to do when it is not there as it should be. */
export interface KnownFile {
  path: string;
  /** lower-case hexadecimal */
  sha256: string;
  /** "Run npm ci ..." */
  remedy: string;
}

/**
 * The bytes of a file, after a look at its checksum (MNIST's 47 MB take 0.05 s).
 * @throws Error that names the file, what was expected and the remedy
 */
export async function readVerified({ path, sha256, remedy }: KnownFile): Promise<Uint8Array> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new Error(`Cannot read ${path} (${(error as NodeJS.ErrnoException).code ?? String(error)}). ${remedy}`);
  });
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found !== sha256) {
    throw new Error(`${path} is damaged: its sha256 is ${found}, expected ${sha256}. ${remedy}`);
  }
  return bytes;
}

/**
 * The bytes of a file that lies in this package.
 * @param file its place, such as 'emoji/noto.png'
 * @throws Error as readVerified does
 */
export const readPackaged = (file: string, sha256: string): Promise<Uint8Array> =>
  readVerified({
    path: join(__dirname, '../..', file),
    sha256,
    remedy: `Get the package's file lib/${file} again, for example by git checkout`,
  });
