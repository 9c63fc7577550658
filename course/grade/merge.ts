import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { writeWhole } from '../release/store';
import { gradesFile, settingsFile } from './folder';
import { journalFile, readJournal } from './journal';
import { readManual, withManual } from './manual';
import type { Settings } from './messages';
import { UsageError } from './options';
import { writeOutputs } from './outputs';
import type { NotebookGrade } from './result';
import { parseShard, readShard } from './shard';

export const MERGE_USAGE = `Usage: npm run grade -- --merge SHARD ... --out OUT [--manual FILE]

SHARD         the --out of one \`grade --shard i/n\`; all n are wanted
--out OUT     a fresh folder, which gets what one run over the whole class would have written`;

const FLAGS = { merge: { type: 'boolean' }, out: { type: 'string' }, manual: { type: 'string' } } as const;

/**
 * Joins the shards of a class.
 * @returns all grades, as one run would have given them
 * @throws UsageError when shards are missing, of different runs, or OUT is not fresh
 */
export function merge(args: string[]): { grades: NotebookGrade[]; out: string } {
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: FLAGS });
    if (positionals.length === 0) throw new Error('Which shards?');
    if (values.out === undefined) throw new Error('--out is missing.');
    const out = resolve(values.out);
    const grades = joined(positionals, out);
    const late = (JSON.parse(readFileSync(settingsFile(out), 'utf8')) as Settings).late;
    const manual = values.manual === undefined ? undefined : readManual(values.manual);
    writeOutputs(out, manual === undefined ? grades : withManual(grades, manual, late), late);
    return { grades, out };
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${MERGE_USAGE}`);
  }
}

function joined(shards: readonly string[], out: string): NotebookGrade[] {
  if (existsSync(journalFile(out))) throw new Error(`${out}: there is a run already. Name another folder.`);
  requireAll(shards);
  const settings = sameSettings(shards);
  const grades = shards.flatMap((s) => readJournal(s));
  writeWhole(settingsFile(out), settings);
  writeWhole(journalFile(out), grades.map((g) => `${JSON.stringify(g)}\n`).join(''));
  return readJournal(out);
}

/** @throws Error unless these are the shards 1/n to n/n, each once */
function requireAll(folders: readonly string[]): void {
  const found = folders.map((folder) => {
    const shard = readShard(folder);
    if (shard === undefined) throw new Error(`${folder}: it holds no shard of a run.`);
    if (!existsSync(gradesFile(folder))) {
      throw new Error(`${folder}: shard ${shard} has not come to its end. Say its command again, with --resume.`);
    }
    return { folder, ...parseShard(shard) };
  });
  const { of } = found[0]!;
  const other = found.find((s) => s.of !== of);
  if (other !== undefined) throw new Error(`${other.folder}: it is one of ${other.of} shards, and the first of ${of}.`);
  for (let i = 1; i <= of; i++) {
    const held = found.filter((s) => s.index === i);
    if (held.length === 0) throw new Error(`Shard ${i}/${of} is missing.`);
    if (held.length > 1)
      throw new Error(`Shard ${i}/${of} is there twice: ${held.map((s) => s.folder).join(' and ')}.`);
  }
}

/** What decides grades, if it was the same for all. */
function sameSettings(folders: readonly string[]): string {
  const all = folders.map((folder) => readFileSync(settingsFile(folder), 'utf8'));
  const other = all.findIndex((s) => s !== all[0]);
  if (other > 0) {
    throw new Error(`${folders[other]!}: its settings, its wall or its course differ from those of ${folders[0]!}.`);
  }
  return all[0]!;
}
