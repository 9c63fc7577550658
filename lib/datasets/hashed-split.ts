import { createHash } from 'node:crypto';
import type { Split } from './mnist';

/**
 * Where a thing belongs by the hash of its name: for ever, whatever is added to its data set or left out.
 * @param share of all names that go to the test set, on average
 */
export const hashedSplit = (name: string, share: number): Split =>
  createHash('sha256').update(name).digest().readUInt32BE(0) / 2 ** 32 < share ? 'test' : 'train';
