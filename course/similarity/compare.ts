import type * as Dolos from '@dodona/dolos-core';
import { tokensOf } from './tokens';

/** What a student wrote for a notebook: its solution cells, one after the other. */
export interface Work {
  readonly student: string;
  readonly source: string;
}

/** How alike two works are, without what was handed out to both. */
export interface Likeness {
  readonly students: readonly [string, string];
  /** share of the fingerprints of both that they have in common, 0..1 */
  readonly similarity: number;
  /** fingerprints in a row that they have in common, at most */
  readonly longest: number;
  /** fingerprints in common */
  readonly overlap: number;
}

/**
 * Dolos' winnowing, with shorter sequences than its 23 and 17, which are for whole programs: an exercise is a function of
 * 1 to 15 lines, about 40 to 400 tokens.
 */
const K_GRAM = 15;
const WINDOW = 8;

/** What more than this share of a class has is what one writes, and no sign of anything; in classes from so many. */
const COMMON = 0.3;
const LARGE = 10;

/**
 * All pairs, the most alike first.
 * @param starter what was handed out, whose sequences do not count
 */
export function compare(works: readonly Work[], starter: string, dolos: typeof Dolos): Likeness[] {
  const most = works.length < LARGE ? undefined : Math.max(2, Math.floor(COMMON * works.length));
  const index = new dolos.FingerprintIndex(K_GRAM, WINDOW, false, most);
  index.addFiles(works.map((w) => tokenized(w.student, w.source, dolos)));
  index.addIgnoredFile(tokenized('', starter, dolos)); // last: it takes back what is in the index already
  const pairs = index.allPairs('similarity').map((p): Likeness => {
    const students = [p.leftFile.file.path, p.rightFile.file.path].sort() as [string, string];
    return { students, similarity: share(p), longest: p.longest, overlap: p.overlap };
  });
  const key = (l: Likeness): string => l.students.join('\n');
  return pairs.sort((a, b) => b.similarity - a.similarity || b.longest - a.longest || (key(a) < key(b) ? -1 : 1));
}

/** Dolos' own number takes what the left one was handed out for what the right one was. */
function share(p: Dolos.Pair): number {
  const own = [p.leftEntry, p.rightEntry].reduce((sum, e) => sum + e.kgrams.length - e.ignored.size, 0);
  return own > 0 ? Math.min(1, (p.leftCovered + p.rightCovered) / own) : 0;
}

function tokenized(student: string, source: string, dolos: typeof Dolos): Dolos.TokenizedFile {
  const { tokens, places } = tokensOf(source);
  const regions = places.map((p) => new dolos.Region(p.startRow, p.startCol, p.endRow, p.endCol));
  return new dolos.TokenizedFile(new dolos.File(student, source), tokens, regions);
}
