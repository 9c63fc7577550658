import { readFileSync } from 'node:fs';
import * as path from 'node:path';

/** A file of test/golden, to be read as the interface that its script writes. */
export const readGolden = (name: string): unknown =>
  JSON.parse(readFileSync(path.join(__dirname, '..', '..', 'golden', `${name}.json`), 'utf8'));
