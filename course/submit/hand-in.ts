import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { writeWhole } from '../release/store';

/** What was handed in, and the proof of it. */
export interface Receipt {
  readonly student: string;
  /** "04-em" */
  readonly notebook: string;
  /** when */
  readonly time: Date;
  /** of the notebook's bytes; the grader writes the same number on the feedback page */
  readonly sha256: string;
}

/** A name that may be a folder's. @throws Error for any other */
export function studentName(words: string): string {
  if (/^\w[\w.@+-]*$/.test(words)) return words;
  throw new Error(`--as ${words}: a name has letters, digits and . _ - + @ only, as in --as ada.lovelace.`);
}

/**
 * Puts a notebook where nbgrader and `npm run grade` look for it: FOLDER/STUDENT/NN-topic/NN-topic.ipynb, with a
 * timestamp.txt and a receipt.txt beside it. What was handed in before is replaced.
 */
export function handIn(folder: string, student: string, notebook: string, bytes: Buffer, time = new Date()): Receipt {
  const receipt = { student, notebook, time, sha256: createHash('sha256').update(bytes).digest('hex') };
  const place = join(folder, student, notebook);
  writeWhole(join(place, `${notebook}.ipynb`), bytes);
  writeWhole(join(place, 'timestamp.txt'), `${stamp(time)}\n`);
  writeWhole(join(place, 'receipt.txt'), receiptText(receipt));
  return receipt;
}

/** As nbgrader writes a time: "2015-02-02 15:58:23.948 UTC" */
const stamp = (time: Date): string => time.toISOString().replace('T', ' ').replace('Z', ' UTC');

/** Lines that `sha256sum --check` understands, under a comment for people. */
const receiptText = ({ student, notebook, time, sha256 }: Receipt): string =>
  `# ${student} handed in ${notebook} at ${stamp(time)}.\n# sha256sum --check receipt.txt\n${sha256}  ${notebook}.ipynb\n`;
