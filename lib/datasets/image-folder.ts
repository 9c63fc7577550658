import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LabelledImages } from './labelled-images';
import { readPNG } from './png';

/**
 * The PNG files of a folder, in the order of their names, as RGB laid on white: batches x [B, size, size, 3] in
 * [-1, 1]. A folder has no classes: every label is 0.
 * @param size side of the images, in pixels; all must have it
 * @throws Error that names the folder or the file when the folder cannot be read or has no PNG, or a file is no whole
 *   PNG or of another size
 */
export async function imageFolder(folder: string, { size }: { size: number }): Promise<LabelledImages> {
  const names = await readdir(folder).catch((error: unknown) => {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new Error(`Cannot read the folder '${folder}' (${code}): give the path of a folder with PNG files.`);
  });
  const files = names.filter((name) => name.toLowerCase().endsWith('.png')).sort();
  if (files.length === 0) {
    throw new Error(
      `The folder '${folder}' has no PNG file (it has ${names.length} others): save your pictures there.`,
    );
  }
  const images = new Uint8Array(files.length * size * size * 3);
  for (const [i, file] of files.entries()) {
    images.set(await readImage(join(folder, file), size), i * size * size * 3);
  }
  const labels = new Uint8Array(files.length);
  return new LabelledImages({ name: folder, images, labels, shape: [size, size, 3], pixels: 'signed' });
}

async function readImage(path: string, size: number): Promise<Uint8Array> {
  const { width, height, rgb } = readPNG(await readFile(path), path);
  if (width !== size || height !== size) {
    throw new Error(`${path} has ${width}x${height} pixels, expected ${size}x${size}: scale or crop it first.`);
  }
  return rgb;
}
