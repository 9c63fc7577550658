import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '../release/store';
import { keyOf } from './journal';
import type { Submission } from './submissions';

/** One part of a class: the i-th of n, from 1. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

/** "2/4". @throws Error for what is none */
export function parseShard(words: string): Shard {
  const [, index, of] = (/^(\d{1,6})\/(\d{1,6})$/.exec(words) ?? []).map(Number);
  if (index === undefined || of === undefined || index < 1 || index > of) {
    throw new Error(`--shard is i/n with 1 <= i <= n, as in 2/4, and not ${words}.`);
  }
  return { index, of };
}

export const shardName = ({ index, of }: Shard): string => `${index}/${of}`;

/** Whether a submission is in a shard. It depends on nothing but its name, so that no machine needs to ask another. */
export const inShard = (s: Pick<Submission, 'student' | 'notebook'>, { index, of }: Shard): boolean =>
  createHash('sha256').update(keyOf(s)).digest().readUInt32BE() % of === index - 1;

const shardFile = (out: string): string => join(out, 'shard.txt');

/** Says in a run's folder which part of the class it is. @throws Error when the folder is of another part */
export function markShard(out: string, shard: Shard | undefined): void {
  const now = shard === undefined ? undefined : shardName(shard);
  const before = readShard(out);
  if (before !== undefined && before !== now) {
    throw new Error(
      `${out}: it holds shard ${before}. Say --shard ${before} to go on with it, or name another folder.`,
    );
  }
  if (now !== undefined) writeWhole(shardFile(out), `${now}\n`);
}

/** "2/4", or undefined for a folder that holds a whole run. */
export const readShard = (out: string): string | undefined =>
  existsSync(shardFile(out)) ? readFileSync(shardFile(out), 'utf8').trim() : undefined;
