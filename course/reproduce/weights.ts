import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { saveWeights, type tf } from 'saddlepoint';
import { readJSON, storeJSON } from './files';

interface DataFile {
  path: string;
  /** lower-case hexadecimal */
  sha256: string;
  source: string;
  licence: string;
  citation: string;
}

interface Manifest {
  files: DataFile[];
}

/** Saves the weights of a network that a row has trained, and their checksum in data/manifest.json. */
export async function storeWeights(root: string, path: string, net: tf.LayersModel, command: string): Promise<void> {
  await saveWeights(net, join(root, path), { trainedBy: command });
  const sha256 = createHash('sha256')
    .update(await readFile(join(root, path)))
    .digest('hex');
  const manifestPath = join(root, 'data', 'manifest.json');
  const { files } = (await readJSON<Manifest>(manifestPath)) ?? { files: [] };
  const file = { path, sha256, source: command, licence: 'MIT', citation: 'Trained for this course.' };
  await storeJSON(manifestPath, { files: [...files.filter((other) => other.path !== path), file] });
}
