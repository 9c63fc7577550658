import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { parseNotebook, type Notebook } from '../release/notebook';
import type { Submission } from './submissions';

/** Our masters with their pictures stay under 2 MB. */
export const MAX_BYTES = 20_000_000;
/** How deep brackets may stand in one another: a notebook needs 7, a figure in it a dozen more. */
const MAX_DEPTH = 200;

/** This machine cannot go on: whatever it graded from here on would be wrong. */
export class CannotGoOn extends Error {}

/** A file as it came in: a notebook, or why it is none. */
export interface Intake {
  sha256: string;
  notebook?: Notebook;
  /** one sentence for the student */
  refused?: string;
}

/**
 * Reads what a student handed in, whatever it is.
 * @throws CannotGoOn when this machine cannot read the file, which is no fault of the student's
 */
export function takeIn({ file, linked }: Submission): Intake {
  const bytes = linked === true ? LINK : bytesOf(file);
  if (typeof bytes === 'string') return { sha256: '', refused: bytes };
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (depth(text) > MAX_DEPTH) return { sha256, refused: 'The file is nested deeper than a notebook can be.' };
    return { sha256, notebook: parseNotebook(text, 'the notebook') };
  } catch (error) {
    const { message } = error as Error;
    return { sha256, refused: error instanceof TypeError ? 'The file is not text in UTF-8.' : sentence(message) };
  }
}

const LINK = 'The notebook is a link to another file, and links are not followed.';

/** The bytes of a file that a student may hand in, or why not. */
function bytesOf(file: string): Buffer | string {
  let opened: number;
  try {
    opened = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ELOOP') return LINK;
    throw new CannotGoOn(`${file}: cannot be read (${code ?? 'unknown reason'}).`);
  }
  try {
    const about = fstatSync(opened);
    if (!about.isFile()) return 'What was handed in is no file.';
    if (about.size > MAX_BYTES)
      return `The file has ${Math.ceil(about.size / 1e6)} MB; 20 MB is the most that is read.`;
    return readFileSync(opened);
  } finally {
    closeSync(opened);
  }
}

/** "the notebook: cell 3 has no text." -> "The notebook: cell 3 has no text." */
const sentence = (s: string): string => s.charAt(0).toUpperCase() + s.slice(1);

/** How deep the brackets of a JSON text stand in one another. */
function depth(text: string): number {
  let deepest = 0;
  let now = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted && c === '\\') i++;
    else if (c === '"') quoted = !quoted;
    else if (!quoted && (c === '[' || c === '{')) deepest = Math.max(deepest, ++now);
    else if (!quoted && (c === ']' || c === '}')) now--;
  }
  return deepest;
}
